import type { AccountIdentity } from '@besedka/mail/direction'
import type { People } from '../interactions/interactions.view.ts'
import type { Database } from '../platform/database.ts'

export interface UnprovedLetter {
  id: string
  accountId: string
  messageId: string
  people: People
  identity: AccountIdentity
}

/** Of the ids given, outgoing letters that nothing but the sender's address shows to be ours. */
export async function findUnproved(db: Database, ids: readonly string[]): Promise<UnprovedLetter[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('interactions')
    .innerJoin('messages', 'messages.id', 'interactions.messageId')
    .innerJoin('accounts', 'accounts.id', 'interactions.accountId')
    .select([
      'interactions.id',
      'accounts.id as accountId',
      'messages.id as messageId',
      'messages.people',
      'accounts.address',
      'accounts.aliases',
      'accounts.loadSelfAddressed',
    ])
    .where('interactions.id', 'in', [...ids])
    .where('interactions.direction', '=', 'outgoing')
    .where('interactions.proved', '=', false)
    .execute()
  return rows.map(({ address, aliases, loadSelfAddressed, people, ...row }) => ({
    ...row,
    people: people as unknown as People,
    identity: { address, aliases, loadSelfAddressed },
  }))
}
