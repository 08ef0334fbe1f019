import { z } from 'zod'
import { defineJob } from '../platform/jobs.ts'

/** Counts the addresses of letters that have come since it last ran. */
export const learnAddresses = defineJob({
  name: 'outbox/learn-addresses',
  payload: z.object({ accountId: z.string() }),
  retry: { attempts: 5 },
})
