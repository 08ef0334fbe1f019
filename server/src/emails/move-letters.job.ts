import { z } from 'zod'
import { defineJob } from '../platform/jobs.ts'

/** Moves letters of one account from one folder of its mail server to another. */
export const moveLetters = defineJob({
  name: 'emails/move-letters',
  payload: z.object({
    accountId: z.string(),
    interactionIds: z.array(z.string()).min(1).max(1000),
    fromFolderId: z.string(),
    toFolderId: z.string(),
    /** The user who is told where the server refuses. */
    askedBy: z.string(),
  }),
  retry: { attempts: 8 },
})
