import type pg from 'pg'

/** Where in the planted letters a bench asks. */
export interface PlantedLists {
  accounts: string[]
  /** Holds a tenth of the first account. */
  folder: string
  /** One thread of 50,000 letters, all in the last account, the newest of it among the newest of all. */
  longThreadAccount: string
}

/** From the first to the last letter; dates are to the second. */
export const FIRST_DAY = Date.UTC(2016, 0, 1)
export const LAST_DAY = Date.UTC(2026, 0, 1)

const PLANT = `
  create temp table given as
  select n, nextval(pg_get_serial_sequence('interactions', 'id')) as id,
    nextval(pg_get_serial_sequence('messages', 'id')) as message_id,
    case when n % 20 = 0 and n <= 20 * 50000 then $2::bigint else ($1::bigint[])[1 + n % 2] end as account_id,
    case when n % 20 = 0 and n <= 20 * 50000 then 1 else 2 + (n / 8) * 2 + (hashint4(n) & 1) end as thread_id,
    timestamptz 'epoch' + make_interval(secs => $4::float8 + floor(($5::float8 - $4::float8) * (n::float8 / $3::int))) as date,
    hashint4(n) & 1023 as dice
  from generate_series(1, $3::int) as n`

/** Fills the tables by SQL, as receiving leaves them: letters of ten years, threads of four, one in fifty left to review. */
export async function plantLists(pool: pg.Pool, letters: number): Promise<PlantedLists> {
  const client = await pool.connect()
  try {
    const accounts = await plantAccounts(client)
    const [one = '', two = '', longThreadAccount = ''] = accounts
    await client.query(PLANT, [[one, two], longThreadAccount, letters, FIRST_DAY / 1000, LAST_DAY / 1000])
    await client.query(`select setval('thread_ids', (select max(thread_id) from given))`)
    await client.query(`
      insert into messages (id, content_hash, internet_message_id, sent_at, subject, snippet, people, parts, size, has_html,
        has_attachments, importance)
      overriding system value
      select message_id, sha256(int8send(id)), id || '@client.test', date, 'Order ' || n, 'Please move the delivery to ' || n,
        jsonb_build_object('from', jsonb_build_array(jsonb_build_object('name', 'Person ' || dice, 'address', 'p' || dice || '@client.test')),
          'to', jsonb_build_array(jsonb_build_object('name', '', 'address', 'sales@corp.test')), 'cc', '[]'::jsonb), '[]', 4000, false,
        dice < 100, 'normal' from given`)
    await client.query(`
      insert into interactions (id, kind, direction, account_id, message_id, thread_id, date, received_at, reviewed)
      overriding system value
      select id, 'email', 'incoming', account_id, message_id, thread_id, date, date, dice >= 20 from given`)
    await client.query(`
      insert into search (interaction_id, account_id, date, tsv)
      select id, account_id, date, array_to_tsvector(array['order', 'n' || n, 'd' || dice, 'f:p' || dice || '@client.test'])
      from given`)
    const folder = await plantFolders(client)
    await client.query('drop table given')
    for (const table of ['interactions', 'messages', 'search', 'placements'])
      await client.query(`vacuum analyze ${table}`)
    return { accounts, folder, longThreadAccount }
  } finally {
    client.release()
  }
}

async function plantAccounts(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(`
    insert into accounts (name, address, use_for_sending, use_for_receiving)
    select 'Account ' || n, 'a' || n || '@corp.test', false, false from generate_series(1, 3) n returning id`)
  return rows.map(({ id }) => id)
}

/** INBOX holds nine tenths of an account, another folder the rest. Returns the latter of the first account. */
async function plantFolders(client: pg.PoolClient): Promise<string> {
  const { rows } = await client.query<{ id: string }>(`
    insert into folders (account_id, path, name, role, loaded, reason)
    select id, path, path, case path when 'INBOX' then 'inbox' else 'normal' end, true, 'subscribed'
    from accounts, unnest(array['INBOX', 'Orders']) path returning id`)
  await client.query(`
    insert into placements (folder_id, uid_validity, uid, interaction_id, date)
    select f.id, 1, g.n, g.id, g.date from given g
    join folders f on f.account_id = g.account_id and (f.path = 'INBOX') = (g.dice >= 102)`)
  await client.query(`
    update folders f set total_count = c.total, local_count = c.total, unreviewed_count = c.unreviewed
    from (select p.folder_id, count(*) as total, count(*) filter (where not i.reviewed) as unreviewed
      from placements p join interactions i on i.id = p.interaction_id group by p.folder_id) c where c.folder_id = f.id`)
  const { rows: named } = await client.query<{ id: string }>(
    `select id from folders where path = 'Orders' order by account_id limit 1`,
  )
  return named[0]?.id ?? rows[0]?.id ?? ''
}
