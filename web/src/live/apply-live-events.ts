import type { QueryClient } from '@tanstack/react-query'
import { accountsKey, syncKey } from '../accounts/account-queries.ts'
import { refreshLists, refreshRows, removeFromLists } from '../interactions/refresh-lists.ts'
import { settingsQuery } from '../organizer/settings-query.ts'
import { sessionQuery } from '../session/session-query.ts'
import type { LiveChanges } from './live-changes.ts'

/**
 * Asks anew for what is on screen. What is still on its way is waited for: it may have been read before the stream stood.
 */
export async function refreshLoaded(client: QueryClient): Promise<void> {
  const onTheWay = client.getQueryCache().findAll({ fetchStatus: 'fetching' })
  await Promise.allSettled(onTheWay.flatMap(({ promise }) => (promise === undefined ? [] : [promise])))
  await Promise.all([refreshLists(client), client.invalidateQueries({ queryKey: accountsKey })])
}

/** Brings the caches up to date; what nobody looks at is only marked stale. */
export async function applyChanges(client: QueryClient, changes: LiveChanges): Promise<void> {
  if (changes.everything) {
    await client.invalidateQueries()
    return
  }
  const work: Promise<unknown>[] = []
  if (changes.settings) {
    work.push(client.invalidateQueries({ queryKey: sessionQuery.queryKey }))
    work.push(client.invalidateQueries({ queryKey: settingsQuery.queryKey }))
  }
  if (changes.accounts) work.push(client.invalidateQueries({ queryKey: [...accountsKey, 'list'] }))
  for (const id of changes.folderAccounts) work.push(client.invalidateQueries({ queryKey: syncKey(id) }))
  if (changes.removed.size > 0) removeFromLists(client, changes.removed)
  if (changes.changed.size > 0) work.push(refreshRows(client, changes.changed))
  if (changes.lists || changes.created.size > 0) {
    work.push(refreshLists(client, changes.lists ? null : changes.created))
    work.push(client.invalidateQueries({ queryKey: ['interactions', 'span'] }))
    work.push(client.invalidateQueries({ queryKey: ['interactions', 'thread'] }))
  }
  await Promise.all(work)
}
