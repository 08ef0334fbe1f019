import { z } from 'zod'
import { defineJob } from '../platform/jobs.ts'

/** One try to send a letter. Tries after a failure of the server are jobs of their own; `retry` is for failures of ours. */
export const sendLetter = defineJob({
  name: 'outbox/send-letter',
  payload: z.object({ interactionId: z.string() }),
  retry: { attempts: 25 },
})
