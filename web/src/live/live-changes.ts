import type { LiveEvent } from '@besedka/contract/events'

/** What a batch of events makes stale, each thing named once. */
export interface LiveChanges {
  everything: boolean
  changed: Set<string>
  removed: Set<string>
  /** What has arrived. */
  created: Set<string>
  /** Lists may hold other letters than before, in ways that `created` does not tell: a first import tells of its folders alone. */
  lists: boolean
  folderAccounts: Set<string>
  accounts: boolean
  settings: boolean
  /** Letters that their mail server did not move, as this user had wished. */
  refusedMoves: { ids: readonly string[]; code: string }[]
}

export function summarize(events: readonly LiveEvent[]): LiveChanges {
  const changes: LiveChanges = {
    everything: false,
    changed: new Set(),
    removed: new Set(),
    created: new Set(),
    lists: false,
    folderAccounts: new Set(),
    accounts: false,
    settings: false,
    refusedMoves: [],
  }
  for (const event of events) note(changes, event)
  const told = new Set(events.flatMap((event) => (event.type === 'interactions.created' ? [event.accountId] : [])))
  // Where letters are named, that their folder has changed says nothing more.
  const isUntold = (event: LiveEvent) => event.type === 'folders.changed' && !told.has(event.accountId)
  changes.lists ||= events.some(isUntold)
  return changes
}

function note(changes: LiveChanges, event: LiveEvent): void {
  switch (event.type) {
    case 'interactions.created':
      for (const id of event.ids) changes.created.add(id)
      noteCounters(changes, event.accountId)
      break
    case 'interactions.changed':
      for (const id of event.ids) changes.changed.add(id)
      changes.lists = true
      noteCounters(changes, event.accountId)
      break
    case 'interactions.removed':
      for (const id of event.ids) changes.removed.add(id)
      // In a folded list the next letter of the thread takes the place.
      changes.lists = true
      noteCounters(changes, event.accountId)
      break
    case 'interactions.move-refused':
      changes.refusedMoves.push({ ids: event.ids, code: event.code })
      for (const id of event.ids) changes.changed.add(id)
      changes.lists = true
      break
    case 'folders.changed':
      changes.folderAccounts.add(event.accountId)
      break
    case 'accounts.changed':
      changes.accounts = true
      changes.folderAccounts.add(event.accountId)
      break
    case 'settings.changed':
      changes.settings = true
      break
    case 'refresh':
      changes.everything = true
      break
  }
}

/** Whatever happens to interactions may change how many are left to review. */
function noteCounters(changes: LiveChanges, accountId: string | null): void {
  if (accountId !== null) changes.folderAccounts.add(accountId)
}

/** Events of a newer server that this page does not know are left out. */
export function readLiveEvent(data: string): LiveEvent | null {
  try {
    const event: unknown = JSON.parse(data)
    return typeof event === 'object' && event !== null && 'type' in event ? (event as LiveEvent) : null
  } catch {
    return null
  }
}
