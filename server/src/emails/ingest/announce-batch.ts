import { accountAudience } from '../../accounts/account-audience.ts'
import type { Transaction } from '../../platform/database.ts'
import { publish } from '../../platform/live.ts'
import type { BatchGround } from './batch-ground.ts'
import type { WrittenPlan } from './write-plan.ts'

/**
 * Says what a batch has changed. A first import says per batch that the folder has changed and nothing of single
 * letters: thousands of old letters are no news.
 */
export async function announceBatch(
  trx: Transaction,
  { folder, isFirstImport }: Pick<BatchGround, 'folder' | 'isFirstImport'>,
  { created, changed }: WrittenPlan,
): Promise<void> {
  const { accountId } = folder
  const audience = [accountAudience(accountId)]
  await publish(trx, { topic: 'folders.changed', audience, data: { accountId } })
  if (isFirstImport) return
  if (created.length > 0) {
    const data = { accountId, folderIds: [folder.id], ids: [...created] }
    await publish(trx, { topic: 'interactions.created', audience, data })
  }
  for (const [owner, changes] of Map.groupBy(changed, (change) => change.accountId)) {
    const data = { accountId: owner, ids: changes.map(({ id }) => id) }
    await publish(trx, { topic: 'interactions.changed', audience: [accountAudience(owner)], data })
  }
}
