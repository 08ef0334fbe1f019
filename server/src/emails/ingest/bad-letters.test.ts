import { hash } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLogger } from '../../platform/log.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { createIngestService } from '../ingest.service.ts'
import {
  type BatchLetter,
  beginFolder,
  createGroundAccount,
  letter,
  makeBatch,
  switchMailClient,
} from '../testing/ingest-ground.ts'

const { db, pool } = await createTestDatabase()
const log = createLogger('silent')
const ingest = createIngestService({ db, pool, log })
afterAll(() => ingest.stop())
beforeAll(() => switchMailClient(db, true))

let accounts = 0
async function newAccount(letters: number) {
  accounts += 1
  const account = await createGroundAccount(db, `bad${accounts}@corp.test`)
  await beginFolder(db, account.folders['INBOX'] ?? '', letters + 1)
  return account
}

function ordinary(id: string, body?: string): string {
  return letter({ From: 'client@client.test', Subject: id, 'Message-ID': `<${id}@x>` }, body)
}

function nested(depth: number): string {
  const open = (level: number) =>
    level === 0
      ? 'Content-Type: multipart/mixed; boundary=b0\r\n\r\n'
      : `--b${level - 1}\r\nContent-Type: multipart/mixed; boundary=b${level}\r\n\r\n`
  const start = Array.from({ length: depth }, (_, level) => open(level)).join('')
  return `From: client@client.test\r\nSubject: nested\r\n${start}--b${depth - 1}\r\nContent-Type: text/plain\r\n\r\nсердцевина\r\n`
}

function distinctWords(bytes: number): string {
  const words: string[] = []
  for (let length = 0; length < bytes; length += 9) words.push(words.length.toString(36).padStart(8, 'q'))
  return words.join(' ')
}

const hard: Record<string, string | Buffer> = {
  'no headers': 'just a line of text without any header at all',
  'nothing at all': '',
  'only headers': 'Subject: only headers',
  'nested parts': nested(1000),
  'NUL bytes': Buffer.from(ordinary('nul').replace('nul', 'n\0u\0l').replace('Hello', 'He\0llo')),
  'lone surrogates': Buffer.concat([
    Buffer.from('From: a@x\r\nSubject: =?UTF-16BE?B?2D0=?= and '),
    Buffer.from([0xed, 0xa0, 0xbd, 0xff, 0xfe]),
    Buffer.from('\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'),
    Buffer.from([0xed, 0xa0, 0x80, 0x20, 0xc3, 0x28, 0xf8, 0xa1]),
  ]),
  'a Message-ID of 10 kB': letter({
    From: 'a@x',
    'Message-ID': `<${'i'.repeat(10_000)}@x>`,
    References: `<${'r'.repeat(10_000)}@y>`,
  }),
  'two megabytes of distinct words': ordinary('words', distinctWords(2 * 1024 * 1024)),
  '25 megabytes': Buffer.concat([Buffer.from(ordinary('large')), Buffer.alloc(25 * 1024 * 1024, 'large letter \r\n')]),
  'a hundred thousand addresses': letter({
    From: 'a@x',
    To: Array.from({ length: 100_000 }, (_, i) => `p${i}@x`).join(', '),
  }),
  'a date beyond all bounds': letter({ From: 'a@x', Date: 'Fri, 99 Foo 99999 99:99:99 +9999' }),
  'two of every header': `From: a@x\r\nFrom: b@x\r\nSubject: one\r\nSubject: two\r\nDate: x\r\nDate: y\r\nMessage-ID: <1@x>\r\nMessage-ID: <2@x>\r\n\r\nbody`,
}

describe('letters that break rules', () => {
  test('P06 P20 all are stored in one go with the ordinary ones, byte for byte', async () => {
    const letters = Object.values(hard).flatMap((source, index): BatchLetter[] => [
      { uid: index * 2 + 1, source },
      { uid: index * 2 + 2, source: ordinary(`ordinary ${index}`) },
    ])
    const account = await newAccount(letters.length)
    const outcome = await ingest.ingest(makeBatch(account, 'INBOX', letters))
    expect(outcome).toMatchObject({ kind: 'stored', counts: { created: letters.length, quarantined: 0 } })
    const rows = await db
      .selectFrom('placements as p')
      .innerJoin('interactions as i', 'i.id', 'p.interactionId')
      .innerJoin('messageSources as s', 's.messageId', 'i.messageId')
      .select(['p.uid', 's.encoding', 's.bytes'])
      .where('p.folderId', '=', account.folders['INBOX'] ?? '')
      .execute()
    const stored = new Map(
      rows.map(({ uid, encoding, bytes }) => [Number(uid), encoding === 'zstd' ? zstdDecompressSync(bytes) : bytes]),
    )
    for (const { uid, source } of letters) {
      const bytes = stored.get(uid)
      expect(bytes?.length, `letter ${uid}`).toBe(Buffer.from(source).length)
      expect(hash('sha256', bytes ?? '')).toBe(hash('sha256', source))
    }
  })

  test('P54 the innermost word of a thousand nested parts, and of HTML alone, is found', async () => {
    const account = await newAccount(2)
    const divs = `${'<div>'.repeat(300)}видимое${'</div>'.repeat(300)}`
    await ingest.ingest(
      makeBatch(account, 'INBOX', [
        { uid: 1, source: nested(99) },
        { uid: 2, source: letter({ From: 'a@x', 'Content-Type': 'text/html; charset=utf-8' }, divs) },
      ]),
    )
    const { rows } = await pool.query(
      `select count(*) filter (where tsv @@ 'сердцевин'::tsquery)::int as inner,
         count(*) filter (where tsv @@ 'видим'::tsquery)::int as html from search where account_id = $1`,
      [account.id],
    )
    expect(rows).toEqual([{ inner: 1, html: 1 }])
  })
})

describe('letters that are refused', () => {
  const refuse = async (name: string, table: string, condition: string) => {
    await pool.query(`create function ${name}() returns trigger language plpgsql as $$
      begin if ${condition} then raise exception 'this letter holds a secret word'; end if; return new; end $$`)
    await pool.query(`create trigger ${name} before insert on ${table} for each row execute function ${name}()`)
  }

  test('by the database as a whole are kept with their headers, and the rest of the batch commits', async () => {
    await refuse('refuse_body', 'search', `new.tsv @@ 'poison'::tsquery`)
    const letters = Array.from({ length: 30 }, (_, index): BatchLetter => {
      const body = index === 7 || index === 21 ? 'poison' : 'harmless'
      return { uid: index + 1, source: ordinary(`refused ${index}`, body) }
    })
    const account = await newAccount(letters.length)
    const outcome = await ingest.ingest(makeBatch(account, 'INBOX', letters))
    expect(outcome).toMatchObject({
      kind: 'stored',
      cursor: { low: 1, count: 30 },
      counts: { created: 30, quarantined: 0 },
    })
    const { rows } = await pool.query<{ subject: string }>(
      `select m.subject, m.defects from interactions i join messages m on m.id = i.message_id
       where i.account_id = $1 and m.defects @> '{parser-failed}' order by m.subject`,
      [account.id],
    )
    expect(rows.map(({ subject }) => subject)).toEqual(['refused 21', 'refused 7'])
  })

  test('P20 P33 by the database altogether go to quarantine with source and reason, and the cursor passes them', async () => {
    await refuse('refuse_subject', 'messages', `new.subject like '%venom%'`)
    const source = ordinary('venom')
    const account = await newAccount(3)
    const inbox = account.folders['INBOX'] ?? ''
    const outcome = await ingest.ingest(
      makeBatch(account, 'INBOX', [
        { uid: 1, source: ordinary('before') },
        { uid: 2, source, flags: ['\\Seen'] },
        { uid: 3, source: ordinary('after') },
      ]),
    )
    expect(outcome).toMatchObject({ kind: 'stored', counts: { created: 2, quarantined: 1 } })
    const [row] = await db.selectFrom('quarantine').selectAll().where('folderId', '=', inbox).execute()
    expect(row).toMatchObject({ uid: '2', reason: 'LETTER_REFUSED', detail: 'P0001', flags: ['\\Seen'] })
    const kept = row?.encoding === 'zstd' ? zstdDecompressSync(row.source) : row?.source
    expect(kept?.toString()).toBe(source)
    const folder = await db.selectFrom('folders').selectAll().where('id', '=', inbox).executeTakeFirstOrThrow()
    expect(folder).toMatchObject({ localCount: 3, totalCount: 2, lowUid: '1', backfillDone: true })
  })

  test('because the parser hangs, dies or eats all memory are kept with their headers, the others are read whole', async () => {
    const prepareScript = new URL('../testing/faulty-prepare-worker.ts', import.meta.url)
    const faulty = createIngestService({ db, pool, log, prepareLimitMs: 3_000, prepareScript })
    const names = ['quick 1', 'fault-hang', 'quick 2', 'fault-exit', 'quick 3', 'fault-memory', 'quick 4']
    const account = await newAccount(names.length)
    const letters = names.map((name, index) => ({ uid: index + 1, source: ordinary(name) }))
    const outcome = await faulty.ingest(makeBatch(account, 'INBOX', letters))
    await faulty.stop()
    expect(outcome).toMatchObject({ kind: 'stored', counts: { created: names.length, quarantined: 0 } })
    const { rows } = await pool.query<{ subject: string; defects: string[] }>(
      `select m.subject, m.defects from interactions i join messages m on m.id = i.message_id where i.account_id = $1`,
      [account.id],
    )
    const readWhole = rows.filter(({ defects }) => !defects.includes('parser-failed')).map(({ subject }) => subject)
    expect(readWhole.sort()).toEqual(['quick 1', 'quick 2', 'quick 3', 'quick 4'])
  })

  test('for no fault of theirs, because the program of the parser cannot be loaded, are not touched', async () => {
    const prepareScript = new URL('../testing/there-is-no-such-worker.ts', import.meta.url)
    const broken = createIngestService({ db, pool, log, prepareScript })
    const account = await newAccount(1)
    const batch = makeBatch(account, 'INBOX', [{ uid: 1, source: ordinary('innocent') }])
    await expect(broken.ingest(batch)).rejects.toMatchObject({ code: 'UNEXPECTED' })
    await broken.stop()
    expect(await ingest.ingest(batch)).toMatchObject({ kind: 'stored', counts: { created: 1, quarantined: 0 } })
  })

  test('a batch that cannot be stored at all is an error and moves nothing', async () => {
    const account = await newAccount(1)
    await pool.query('alter table folders rename to hidden_folders')
    const batch = makeBatch(account, 'INBOX', [{ uid: 1, source: ordinary('unstorable') }])
    await expect(ingest.ingest(batch)).rejects.toThrow('folders')
    await pool.query('alter table hidden_folders rename to folders')
    expect(await ingest.ingest(batch)).toMatchObject({ kind: 'stored', counts: { created: 1 } })
  })

  test('for no fault of theirs, because the database broke the work off, come again and are read whole', async () => {
    const account = await newAccount(1)
    const batch = makeBatch(account, 'INBOX', [{ uid: 1, source: ordinary('interrupted') }])
    const holder = await pool.connect()
    await holder.query('begin')
    await holder.query('select from folders where id = $1 for update', [account.folders['INBOX']])
    const stored = ingest.ingest(batch)
    const cancel = `select pg_cancel_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    const cancelling = setInterval(() => void pool.query(cancel), 20)
    await expect(stored).rejects.toMatchObject({ code: 'DATABASE_UNREACHABLE' })
    clearInterval(cancelling)
    await holder.query('rollback')
    holder.release()
    expect(await ingest.ingest(batch)).toMatchObject({ kind: 'stored', counts: { created: 1 } })
    const { rows } = await pool.query(
      'select m.defects from interactions i join messages m on m.id = i.message_id where i.account_id = $1',
      [account.id],
    )
    expect(rows).toEqual([{ defects: expect.not.arrayContaining(['parser-failed']) }])
  })

  test('a letter whose bytes could not be had is recorded, and its neighbours are stored', async () => {
    const account = await newAccount(3)
    const batch = makeBatch(
      account,
      'INBOX',
      [1, 2, 3].map((uid) => ({ uid, source: ordinary(`gap ${uid}`) })),
    )
    const outcome = await ingest.ingest({ ...batch, refused: new Map([[2, 'no-source']]) })
    expect(outcome).toMatchObject({ kind: 'stored', counts: { created: 2, quarantined: 1 } })
  })
})
