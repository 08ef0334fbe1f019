import { z } from 'zod'
import { defineJob } from '../platform/jobs.ts'

/** Puts the copy of a sent letter into the Sent folder of its account's server. */
export const storeSentCopy = defineJob({
  name: 'outbox/store-sent-copy',
  payload: z.object({ interactionId: z.string() }),
  retry: { attempts: 12 },
})
