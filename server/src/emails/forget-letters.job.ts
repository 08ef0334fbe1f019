import { z } from 'zod'
import { defineJob } from '../platform/jobs.ts'

/** Deletes letters that no account holds any more, after one was removed. */
export const forgetLetters = defineJob({
  name: 'emails/forget-letters',
  payload: z.object({}),
  retry: { attempts: 8 },
})
