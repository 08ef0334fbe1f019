import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { addAccount, addFolder, addLetter } from '../testing/rows.ts'
import type { InteractionFilter } from './interaction-filter.ts'
import { listInteractions, spanOfList } from './interactions.view.ts'
import { readCursor } from './list-cursor.ts'

const { db } = await createTestDatabase()
const DAY_MS = 86_400_000

interface Letter {
  account: number
  thread: number
  day: number
  reviewed: boolean
  inFolder: boolean
  hasWord: boolean
}

interface Known extends Letter {
  id: string
  date: Date
  threadId: string
}

const aLetter = fc.record({
  account: fc.nat(2),
  thread: fc.nat(6),
  day: fc.integer({ min: 0, max: 9 }),
  reviewed: fc.boolean(),
  inFolder: fc.boolean(),
  hasWord: fc.boolean(),
})

const seldom = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ arbitrary: fc.constant(null), weight: 4 }, { arbitrary, weight: 1 })

const someReading = fc.record({
  letters: fc.array(aLetter, { minLength: 10, maxLength: 40, size: 'max' }),
  /** New mail that comes before each further page. */
  arrivals: fc.array(fc.array(aLetter, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
  readable: fc.subarray([0, 1, 2], { minLength: 1 }),
  narrowed: seldom(fc.subarray([0, 1, 2], { minLength: 1 })),
  wants: fc.record({
    reviewed: seldom(fc.boolean()),
    folder: seldom(fc.constant(true)).map((wish) => wish ?? false),
    word: seldom(fc.constant(true)).map((wish) => wish ?? false),
  }),
  before: seldom(fc.integer({ min: 5, max: 9 })),
  laterThan: seldom(fc.integer({ min: 0, max: 5 })),
  oldestFirst: fc.boolean(),
  limit: fc.integer({ min: 1, max: 3 }),
})
type Reading = typeof someReading extends fc.Arbitrary<infer Value> ? Value : never

class Mailboxes {
  readonly accounts: string[] = []
  readonly known: Known[] = []
  private readonly folders: string[] = []
  private readonly threads: string[] = []

  async open(): Promise<this> {
    for (let n = 0; n < 3; n++) {
      const account = await addAccount(db)
      this.accounts.push(account)
      this.folders.push(await addFolder(db, account))
    }
    const { rows } = await sql<{ id: string }>`select nextval('thread_ids') as id from generate_series(1, 7)`.execute(
      db,
    )
    this.threads.push(...rows.map(({ id }) => id))
    return this
  }

  get folder(): string {
    return this.folders[0] ?? ''
  }

  /** A letter lies in its account's folder or in none; only the first account's folder is ever asked for. */
  async receive(letters: readonly Letter[], dayOf: (letter: Letter) => number): Promise<void> {
    const facts = letters.map((letter) => ({
      ...letter,
      date: new Date(Date.UTC(2026, 0, 1) + dayOf(letter) * DAY_MS),
      threadId: this.threads[letter.thread] ?? '',
    }))
    const rows = facts.map((fact, place) => ({
      place,
      account: this.accounts[fact.account],
      folder: fact.inFolder ? this.folders[fact.account] : null,
      thread: fact.threadId,
      date: fact.date,
      reviewed: fact.reviewed,
      word: fact.hasWord ? 'word' : 'other',
    }))
    const { rows: stored } = await sql<{ id: string }>`
      with given as (
        select * from json_to_recordset(${JSON.stringify(rows)}::json) as g(
          place int, account bigint, folder bigint, thread bigint, date timestamptz, reviewed boolean, word text)
      ), numbered as (
        select given.*, nextval(pg_get_serial_sequence('interactions', 'id')) as id from given order by place
      ), stored as (
        insert into interactions (id, kind, direction, account_id, thread_id, date, received_at, reviewed)
        overriding system value
        select id, 'email', 'incoming', account, thread, date, date, reviewed from numbered returning id
      ), placed as (
        insert into placements (folder_id, uid_validity, uid, interaction_id, date)
        select folder, 1, id, id, date from numbered where folder is not null
      ), indexed as (
        insert into search (interaction_id, account_id, date, tsv)
        select id, account, date, array_to_tsvector(array[word]) from numbered
      )
      select id from stored order by id`.execute(db)
    this.known.push(...facts.map((fact, index) => ({ ...fact, id: stored[index]?.id ?? '' })))
  }
}

const everything: Reading = {
  letters: [],
  arrivals: [[]],
  readable: [0],
  narrowed: null,
  wants: { reviewed: null, folder: false, word: false },
  before: null,
  laterThan: null,
  oldestFirst: false,
  limit: 4,
}

const compare = (a: Known, b: Known) => a.date.getTime() - b.date.getTime() || Number(BigInt(a.id) - BigInt(b.id))

/** The plain meaning of a folded list. */
function reference(known: readonly Known[], reading: Reading): Known[] {
  const { readable, narrowed, wants, before, laterThan, oldestFirst } = reading
  const matching = known.filter(
    (letter) =>
      readable.includes(letter.account) &&
      (narrowed === null || narrowed.includes(letter.account)) &&
      (wants.reviewed === null || letter.reviewed === wants.reviewed) &&
      (!wants.folder || (letter.inFolder && letter.account === 0)) &&
      (!wants.word || letter.hasWord),
  )
  const newest = new Map<string, Known>()
  for (const letter of [...matching].sort(compare)) newest.set(letter.threadId, letter)
  const rows = [...newest.values()]
    .filter(({ date }) => before === null || date.getTime() <= Date.UTC(2026, 0, 1) + before * DAY_MS)
    .filter(({ date }) => laterThan === null || date.getTime() > Date.UTC(2026, 0, 1) + laterThan * DAY_MS)
    .sort(compare)
  return oldestFirst ? rows : rows.reverse()
}

function filterOf(boxes: Mailboxes, reading: Reading): InteractionFilter {
  const { readable, narrowed, wants, before, laterThan, oldestFirst, limit } = reading
  const idsOf = (numbers: number[]) => numbers.map((number) => boxes.accounts[number] ?? '')
  const onDay = (day: number | null) => (day === null ? undefined : new Date(Date.UTC(2026, 0, 1) + day * DAY_MS))
  return {
    accounts: idsOf(readable.filter((number) => narrowed === null || narrowed.includes(number))),
    fold: { readable: idsOf(readable) },
    status: wants.reviewed === null ? undefined : wants.reviewed ? 'reviewed' : 'to-review',
    folder: wants.folder ? boxes.folder : undefined,
    tsquery: wants.word ? `'word'` : undefined,
    before: onDay(before),
    laterThan: onDay(laterThan),
    oldestFirst,
    limit,
  }
}

function threadOf({ threadId }: Known, boxes: Mailboxes, { readable }: Reading) {
  const letters = boxes.known.filter((letter) => letter.threadId === threadId && readable.includes(letter.account))
  return { count: letters.length, toReview: letters.filter(({ reviewed }) => !reviewed).length }
}

async function readThrough(boxes: Mailboxes, reading: Reading) {
  const filter = filterOf(boxes, reading)
  const given: { id: string; thread: unknown; expected: ReturnType<typeof threadOf> | undefined }[] = []
  let day = 100
  for (let cursor: string | null | undefined, page = 0; cursor !== null; page++) {
    const { items, next } = await listInteractions(
      db,
      cursor === undefined ? filter : { ...filter, ...readCursor(cursor) },
    )
    for (const { id, thread } of items) {
      const letter = boxes.known.find((known) => known.id === id)
      given.push({ id, thread, expected: letter && threadOf(letter, boxes, reading) })
    }
    expect(items.length).toBeLessThanOrEqual(reading.limit)
    await boxes.receive(reading.arrivals[page % reading.arrivals.length] ?? [], () => day++)
    cursor = next
  }
  return given
}

describe('a list folded by threads', () => {
  test('S03 gives of each thread the newest that matches and may be read, once, over all pages, while mail arrives', async () => {
    await fc.assert(
      fc.asyncProperty(someReading, async (reading) => {
        const boxes = await new Mailboxes().open()
        await boxes.receive(reading.letters, ({ day }) => day)
        const expected = reference(boxes.known, reading).map(({ id }) => id)
        const whole = { ...reading, before: null, laterThan: null, oldestFirst: false }
        const span = reference(boxes.known, whole)
        const dates = [span[0], span.at(-1)].map((letter) => letter?.date.toISOString() ?? null)
        expect(await spanOfList(db, filterOf(boxes, whole))).toEqual({ newest: dates[0], oldest: dates[1] })
        const given = await readThrough(boxes, reading)
        expect(given.map(({ id }) => id)).toEqual(expected)
        for (const { thread, expected: told } of given) expect(thread).toEqual(told)
      }),
      { numRuns: 100 },
    )
  }, 120_000)

  test('reads a thread of thousands once, downwards and upwards, where few of its letters match', async () => {
    const boxes = await new Mailboxes().open()
    const long = Array.from({ length: 3_000 }, (_, n) => ({ thread: 0, account: 0, day: n, inFolder: n % 700 === 0 }))
    const short = [1, 2, 3].map((thread) => ({ thread, account: 0, day: thread * 900, inFolder: true }))
    await boxes.receive(
      [...long, ...short].map((letter) => ({ ...letter, reviewed: true, hasWord: false })),
      ({ day }) => day,
    )
    const places = [{}, { before: 1_000 }, { laterThan: 1_000 }, { laterThan: 2_000, before: 2_950 }]
    for (const oldestFirst of [false, true]) {
      for (const folder of [false, true]) {
        for (const place of places) {
          const reading = { ...everything, ...place, oldestFirst, limit: 2, wants: { ...everything.wants, folder } }
          const given = await readThrough(boxes, reading)
          expect(given.map(({ id }) => id)).toEqual(reference(boxes.known, reading).map(({ id }) => id))
          for (const { thread, expected } of given)
            expect(thread).toEqual({ ...expected, count: Math.min(100, expected?.count ?? 0) })
        }
      }
    }
  })

  test('N10 tells of a thread through several mailboxes the part of those that the viewer may read', async () => {
    const [own, foreign] = [await addAccount(db), await addAccount(db)]
    const { rows } = await sql<{ id: string }>`select nextval('thread_ids') as id`.execute(db)
    const threadId = rows[0]?.id ?? ''
    const on = (day: number) => new Date(Date.UTC(2026, 0, day))
    const mine = await addLetter(db, { accountId: own, threadId, date: on(1) })
    await addLetter(db, { accountId: own, threadId, date: on(1), reviewed: true })
    const theirs = await addLetter(db, { accountId: foreign, threadId, date: on(9) })
    const rowsFor = async (readable: string[], accounts = readable) => {
      const { items } = await listInteractions(db, {
        accounts,
        fold: { readable },
        status: 'to-review',
        oldestFirst: false,
        limit: 9,
      })
      return items.map(({ id, thread }) => [id, thread])
    }
    expect(await rowsFor([own])).toEqual([[mine, { count: 2, toReview: 1 }]])
    expect(await rowsFor([foreign])).toEqual([[theirs, { count: 1, toReview: 1 }]])
    expect(await rowsFor([own, foreign])).toEqual([[theirs, { count: 3, toReview: 2 }]])
    expect(await rowsFor([own, foreign], [own])).toEqual([[mine, { count: 3, toReview: 2 }]])
    expect(await rowsFor([])).toEqual([])
  })
})
