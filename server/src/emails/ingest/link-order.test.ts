import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../../platform/log.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { createIngestService } from '../ingest.service.ts'
import {
  beginFolder,
  createGroundAccount,
  type GroundAccount,
  letter,
  makeBatch,
  switchMailClient,
} from '../testing/ingest-ground.ts'

const { db, pool } = await createTestDatabase()
const ingest = createIngestService({ db, pool, log: createLogger('silent') })
afterAll(() => ingest.stop())
beforeAll(() => switchMailClient(db, true))

interface Link {
  id: string
  inReplyTo?: string
  references?: string[]
}

let rounds = 0

/** Letters of one round have ids of their own, so that rounds do not meet. */
function write(round: number, { id, inReplyTo, references = [] }: Link): string {
  const name = (of: string) => `<${of}.${round}@x>`
  return letter({
    From: 'client@client.test',
    Date: `Mon, 6 May 2024 10:00:${String(id.charCodeAt(0) % 60).padStart(2, '0')} +0000`,
    Subject: id,
    'Message-ID': name(id),
    ...(inReplyTo === undefined ? {} : { 'In-Reply-To': name(inReplyTo) }),
    ...(references.length === 0 ? {} : { References: references.map(name).join(' ') }),
  })
}

interface Seen {
  subject: string
  account: string
  thread: string[]
  basis: string | null
  record: string | null
  source: string | null
}

/** What came of a round: for each letter who is in its thread, what its basis is and what it is about. */
async function look(accounts: readonly GroundAccount[]): Promise<Seen[]> {
  const ids = accounts.map(({ id }) => id)
  const { rows } = await pool.query<Omit<Seen, 'thread'> & { threadId: string }>(
    `select m.subject, array_position($1::bigint[], i.account_id)::text as account, i.thread_id as "threadId",
       (select bm.subject || array_position($1::bigint[], b.account_id) from interactions b join messages bm on bm.id = b.message_id where b.id = i.basis_id) as basis,
       r.external_id as record, i.record_source as source
     from interactions i join messages m on m.id = i.message_id left join records r on r.id = i.record_id
     where i.account_id = any($1) order by m.subject, account`,
    [ids],
  )
  return rows.map(({ threadId, ...row }) => ({
    ...row,
    thread: rows.filter((other) => other.threadId === threadId).map((other) => other.subject + other.account),
  }))
}

/** Stores letters in this order, in batches cut at these places, each in the account told. */
async function arrive(
  order: readonly { link: Link; account: number }[],
  cuts: readonly boolean[],
  between: (accounts: GroundAccount[], step: number) => Promise<void> = async () => {},
): Promise<Seen[]> {
  rounds += 1
  const round = rounds
  const accounts = [
    await createGroundAccount(db, `a${round}@corp.test`),
    await createGroundAccount(db, `b${round}@corp.test`),
  ]
  for (const account of accounts) await beginFolder(db, account.folders['INBOX'] ?? '', 1)
  const tops = [0, 0]
  let step = 0
  for (let at = 0; at < order.length; ) {
    const first = order[at]
    if (first === undefined) break
    let end = at + 1
    while (end < order.length && order[end]?.account === first.account && cuts[end] === false) end += 1
    const account = accounts[first.account]
    if (account === undefined) break
    const top = tops[first.account] ?? 0
    const letters = order
      .slice(at, end)
      .map(({ link }, index) => ({ uid: top + index + 1, source: write(round, link) }))
    tops[first.account] = top + letters.length
    await ingest.ingest(makeBatch(account, 'INBOX', letters, { order: 'up', from: top + 1, to: top + letters.length }))
    at = end
    step += 1
    await between(accounts, step)
  }
  return look(accounts)
}

const conversation: Link[] = [
  { id: 'a' },
  { id: 'b', inReplyTo: 'a', references: ['a'] },
  { id: 'c', inReplyTo: 'b', references: ['a', 'b'] },
  { id: 'd', inReplyTo: 'missing', references: ['a', 'missing'] },
  { id: 'e', references: ['missing'] },
  { id: 'f', inReplyTo: 'd' },
  { id: 'k' },
  { id: 'l', inReplyTo: 'k', references: ['k'] },
]

const placed = conversation.flatMap((link, index) => [
  { link, account: index % 2 },
  ...(index % 3 === 0 ? [{ link, account: (index + 1) % 2 }] : []),
])

describe('S23 N03 threads and bases', { timeout: 120_000 }, () => {
  test('S23 a letter finds its basis among those before it and gives one to those that came before', async () => {
    const inOrder = await arrive(
      conversation.map((link) => ({ link, account: 0 })),
      [],
    )
    const backwards = await arrive(
      [...conversation].reverse().map((link) => ({ link, account: 0 })),
      conversation.map(() => true),
    )
    expect(Object.fromEntries(inOrder.map(({ subject, basis }) => [subject, basis]))).toEqual({
      a: null,
      b: 'a1',
      c: 'b1',
      d: 'a1',
      e: null,
      f: 'd1',
      k: null,
      l: 'k1',
    })
    expect(backwards).toEqual(inOrder)
    expect(inOrder.find(({ subject }) => subject === 'e')?.thread).toHaveLength(6)
  })

  test('N03 come out alike in any order, any cut into batches, over two mailboxes', async () => {
    const expected = await arrive(placed, [])
    const shuffled = fc.shuffledSubarray(placed, { minLength: placed.length, maxLength: placed.length })
    const cuts = fc.array(fc.boolean(), { minLength: placed.length, maxLength: placed.length })
    await fc.assert(
      fc.asyncProperty(shuffled, cuts, async (order, where) => {
        expect(await arrive(order, where)).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  test('S23 N03 the record that a person sets spreads over the thread alike in any order', async () => {
    const { id: record } = await db
      .insertInto('records')
      .values({ type: 'order', externalId: '17', title: 'Order 17' })
      .returning('id')
      .executeTakeFirstOrThrow()
    /** A person sets the record of letter b as soon as it is here. */
    const person = async (accounts: GroundAccount[]) => {
      await pool.query(
        `update interactions i set record_id = $2, record_source = 'person' from messages m
         where m.id = i.message_id and m.subject = 'b' and i.account_id = any($1) and i.record_source is distinct from 'person'`,
        [accounts.map(({ id }) => id), record],
      )
    }
    const alone = placed.filter(({ account, link }) => account === conversation.indexOf(link) % 2)
    const last = { link: { id: 'z', inReplyTo: 'c' }, account: 0 }
    const expected = await arrive(
      [...alone, last],
      alone.map(() => true),
      person,
    )
    expect(
      Object.fromEntries(expected.map(({ subject, record: about, source }) => [subject, [about, source]])),
    ).toEqual({
      a: ['17', 'answer'],
      b: ['17', 'person'],
      c: ['17', 'basis'],
      d: ['17', 'answer'],
      e: [null, null],
      f: ['17', 'answer'],
      k: [null, null],
      l: [null, null],
      z: ['17', 'basis'],
    })
    const shuffled = fc.shuffledSubarray(alone, { minLength: alone.length, maxLength: alone.length })
    await fc.assert(
      fc.asyncProperty(shuffled, async (order) => {
        expect(
          await arrive(
            [...order, last],
            [...alone, last].map(() => true),
            person,
          ),
        ).toEqual(expected)
      }),
      { numRuns: 15 },
    )
  })
})
