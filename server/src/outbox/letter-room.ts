import { AppError } from '../platform/app-error.ts'
import type { Transaction } from '../platform/database.ts'
import { attachmentLimit } from './letter-limit.ts'
import { listUploads } from './uploads.store.ts'

/** Files that one letter may have. */
export const MOST_FILES = 500

/** Throws TOO_MANY_ATTACHMENTS or ATTACHMENT_TOO_LARGE where a draft has no room for further files. */
export async function demandRoom(
  trx: Transaction,
  draft: { id: string; accountId: string },
  files: readonly { size: number }[],
): Promise<void> {
  const present = await listUploads(trx, draft.id)
  if (present.length + files.length > MOST_FILES) throw new AppError('TOO_MANY_ATTACHMENTS', { limit: MOST_FILES })
  const limit = await attachmentLimit(trx, draft.accountId)
  const size = [...present, ...files].reduce((sum, file) => sum + file.size, 0)
  if (size > limit) throw new AppError('ATTACHMENT_TOO_LARGE', { limit })
}
