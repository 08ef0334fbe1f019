import { z } from 'zod'
import { defineJob } from '../platform/jobs.ts'

/** Settles an unconfirmed letter as sent where it lies in the Sent folder of its account's server. */
export const settleFound = defineJob({
  name: 'outbox/settle-found',
  payload: z.object({ interactionId: z.string() }),
  retry: { attempts: 12 },
})
