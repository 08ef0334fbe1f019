import { z } from 'zod'
import { id, time } from './pages.ts'

export const folderRole = z.enum(['inbox', 'sent', 'drafts', 'trash', 'junk', 'archive', 'all', 'flagged', 'normal'])

export const folderState = z.object({
  id,
  /** Full name on the server, decoded. Empty, as is `name`, for a folder of no role to whoever may not read the account. */
  path: z.string(),
  /** The last component, as shown. */
  name: z.string(),
  delimiter: z.string().nullable(),
  role: folderRole,
  /** Is it loaded, and why or why not (a reason code). */
  loaded: z.boolean(),
  reason: z.string(),
  /** Letters on the server at the last look; null before it. */
  server: z.number().nullable(),
  /** Letters of the server committed here: loaded, skipped or quarantined. True at any moment. */
  local: z.number(),
  /** Interactions in the folder, and those of them left to review. */
  total: z.number(),
  unreviewed: z.number(),
  lastSuccess: time.nullable(),
  error: z.string().nullable(),
})
