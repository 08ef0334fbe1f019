import { sql } from 'kysely'
import { readableAccountIds } from '../accounts/accounts.access.ts'
import { type Database, transaction } from '../platform/database.ts'
import { enqueue } from '../platform/jobs.ts'
import type { Actor } from '../users/actor.ts'
import { findBehind, findLatestReceived } from './known-addresses.store.ts'
import { learnAddresses } from './learn-addresses.job.ts'

export interface KnownAddress {
  name: string
  address: string
}

/** So many of the newest letters of an account are looked through where no job has counted them yet. */
const NEWEST = 200

/**
 * Addresses whose beginning, or a word of whose name, is what was typed: out of letters that the actor may read and of no
 * others. Those he wrote to come first, then the latest.
 */
export async function completeAddress(
  db: Database,
  actor: Actor,
  { q, limit }: { q: string; limit: number },
): Promise<KnownAddress[]> {
  const accounts = await readableAccountIds(db, actor)
  const typed = q.trim().toLowerCase().replaceAll('\0', '').toWellFormed()
  if (accounts.length === 0 || typed === '') return []
  await learnWhatIsNew(db, accounts)
  const pattern = `${typed.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<KnownAddress>`
    with fresh as (
      select lower(box ->> 'address') as address, box ->> 'name' as name, i.date,
        i.direction = 'outgoing' and i.proved as is_written
      from unnest(${accounts}::bigint[]) as account(id)
      left join known_address_progress p on p.account_id = account.id
      cross join lateral (
        select id, date, direction, proved, status, message_id from interactions i
        where i.account_id = account.id order by i.date desc, i.id desc limit ${NEWEST}
      ) i
      join messages m on m.id = i.message_id
      cross join lateral jsonb_path_query(m.people, '$.*[*]') box
      where i.id > coalesce(p.last_id, 0) and i.status is null
    ), found as (
      select address, name, written, last_at from known_addresses where account_id = any(${accounts}::bigint[])
      union all
      select address, name, is_written::int, date from fresh where length(address) between 3 and 320
    )
    select address, coalesce((array_agg(name order by last_at desc) filter (where name <> ''))[1], '') as name
    from found
    where address like ${pattern} or address like ${`%@${pattern}`}
      or lower(name) like ${pattern} or lower(name) like ${`% ${pattern}`}
    group by address
    order by sum(written) > 0 desc, max(last_at) desc, address
    limit ${limit}`.execute(db)
  return rows
}

/** Only enqueues, and only where something may be new: completing a word does not wait for counting. */
async function learnWhatIsNew(db: Database, accounts: readonly string[]): Promise<void> {
  const behind = await findBehind(db, accounts, await findLatestReceived(db))
  if (behind.length === 0) return
  await transaction(db, async (trx) => {
    for (const accountId of behind) {
      await enqueue(trx, learnAddresses, { accountId }, { key: `addresses ${accountId}`, priority: 10 })
    }
  })
}
