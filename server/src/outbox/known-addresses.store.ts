import { sql } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'

/**
 * The latest letter that was received. Those written here are counted when they are sent; letters that are received get
 * their ids in the order of their commits, so that none below this one is still to come.
 */
export async function findLatestReceived(db: Database | Transaction): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from interactions where status is null order by id desc limit 1`.execute(db)
  return rows[0]?.id ?? '0'
}

/** Of these accounts, those with letters that may not be counted yet. */
export async function findBehind(db: Database, accounts: readonly string[], latest: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select account.id from unnest(${[...accounts]}::bigint[]) as account(id)
    left join known_address_progress p on p.account_id = account.id
    where coalesce(p.last_id, 0) < ${latest}`.execute(db)
  return rows.map(({ id }) => id)
}

/** Counts the addresses of the next letters of an account, each letter once. Returns whether there may be more of them. */
export async function learnNext(trx: Transaction, accountId: string, most: number): Promise<boolean> {
  const { rows } = await sql<{ lastId: string }>`
    insert into known_address_progress as p (account_id, last_id)
    select a.id, 0 from accounts a where a.id = ${accountId}
    on conflict (account_id) do update set last_id = p.last_id
    returning last_id as "lastId"`.execute(trx)
  const lastId = rows[0]?.lastId
  if (lastId === undefined) return false
  const latest = await findLatestReceived(trx)
  const next = await sql<{ id: string }>`
    select id from interactions
    where account_id = ${accountId} and id > ${lastId} and id <= ${latest} and status is null and message_id is not null
    order by id limit ${most}`.execute(trx)
  const isMore = next.rows.length === most
  const upTo = isMore ? (next.rows.at(-1)?.id ?? latest) : latest
  if (next.rows.length > 0) await count(trx, accountId, next.rows)
  await sql`update known_address_progress set last_id = ${upTo} where account_id = ${accountId}`.execute(trx)
  return isMore
}

async function count(trx: Transaction, accountId: string, letters: readonly { id: string }[]): Promise<void> {
  await sql`
    insert into known_addresses as k (account_id, address, name, letters, written, last_at)
    select ${accountId}, found.address, (array_agg(found.name order by (found.name = ''), found.date desc))[1],
      count(*), count(*) filter (where found.is_written), max(found.date)
    from (
      select distinct on (i.id, lower(box ->> 'address')) lower(box ->> 'address') as address, box ->> 'name' as name,
        i.date, i.direction = 'outgoing' and i.proved as is_written
      from interactions i
      join messages m on m.id = i.message_id
      cross join lateral jsonb_path_query(m.people, '$.*[*]') box
      where i.id = any(${letters.map(({ id }) => id)}::bigint[]) and length(box ->> 'address') between 3 and 320
    ) found
    group by found.address
    ${onKnown}`.execute(trx)
}

/** Counts those to whom a letter was sent from here. */
export async function learnWritten(trx: Transaction, accountId: string, interactionId: string): Promise<void> {
  await sql`
    insert into known_addresses as k (account_id, address, name, letters, written, last_at)
    select ${accountId}, lower(r.address), max(r.name), 1, 1, now() from outbox_recipients r
    where r.interaction_id = ${interactionId} and r.state = 'accepted'
    group by lower(r.address)
    order by 2
    ${onKnown}`.execute(trx)
}

const onKnown = sql`
  on conflict (account_id, address) do update set
    name = case when excluded.name = '' then k.name else excluded.name end,
    letters = k.letters + excluded.letters, written = k.written + excluded.written,
    last_at = greatest(k.last_at, excluded.last_at)`
