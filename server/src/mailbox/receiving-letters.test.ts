import { startFaultProxy } from '@besedka/lab/fault-proxy'
import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReceivedEvent } from '../platform/live-events.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { createReceivingGround, writeLetter } from './testing/receiving-ground.ts'

let lab: Lab
const ground = await createReceivingGround(() => lab)

beforeAll(async () => {
  lab = await startLab({ smtp: false })
  await ground.startWorker()
})
afterAll(() => lab.stop())

let people = 0
async function newMailbox(): Promise<string> {
  people += 1
  const address = `reader${people}@corp.test`
  await lab.addUser({ address, password: 'secret', name: `Reader ${people}` })
  return address
}

/** Live events of an account from now on, settings and foreign accounts left out. */
function listen(accountId: () => string): ReceivedEvent[] {
  const heard: ReceivedEvent[] = []
  ground.live.subscribe({
    onEvent: (event) => {
      if (event.data['accountId'] === accountId()) heard.push(event)
    },
    onGap: () => {},
  })
  return heard
}

describe('what a letter becomes', () => {
  test('S21 S22 S23 a conversation over INBOX and Sent: directions, the letter to oneself, bases', async () => {
    const address = await newMailbox()
    const from = { From: `Me <${address}>`, 'Message-ID': `<answer.${address}>` }
    await lab.append(address, 'Sent', [
      writeLetter('Re: question', { ...from, To: 'client@client.test', 'In-Reply-To': `<question.${address}>` }),
      writeLetter('note to myself', { From: address, To: address, 'Message-ID': `<note.${address}>` }),
    ])
    await lab.append(address, 'INBOX', [
      writeLetter('question', { 'Message-ID': `<question.${address}>`, To: address }),
      writeLetter('note to myself', {
        From: address,
        To: address,
        'Message-ID': `<note.${address}>`,
        Received: 'by mx',
      }),
      writeLetter('Re: Re: question', { 'In-Reply-To': `<answer.${address}>`, To: address }),
      writeLetter('forged', { From: address, To: 'other@client.test' }),
    ])
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    const letters = await ground.letters(id)
    const bySubject = new Map(letters.map((row) => [row.subject, row]))
    expect(
      letters.map(({ subject, direction, proved, reviewed }) => [subject, direction, proved, reviewed].join()).sort(),
    ).toEqual([
      'Re: Re: question,incoming,true,false',
      'Re: question,outgoing,true,true',
      'forged,outgoing,false,false',
      'note to myself,outgoing,true,true',
      'question,incoming,true,false',
    ])
    expect(bySubject.get('Re: question')?.basisId).toBe(bySubject.get('question')?.id)
    expect(bySubject.get('Re: Re: question')?.basisId).toBe(bySubject.get('Re: question')?.id)
    expect(bySubject.get('Re: Re: question')?.threadId).toBe(bySubject.get('question')?.threadId)
    expect(await ground.folder(id, 'INBOX')).toMatchObject({ serverCount: 4, localCount: 4, totalCount: 3 })
    const skipped = await ground.db.selectFrom('skippedLetters').select(['reason', 'uid']).execute()
    expect(skipped).toEqual([{ reason: 'self-addressed', uid: '2' }])
  })

  test('P06 a mailbox of letters that break rules is received whole, an empty one as well', async () => {
    const address = await newMailbox()
    const nested = Array.from({ length: 1000 }, (_, level) => {
      const open = `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n`
      return level === 0 ? open : `--b${level - 1}\r\n${open}`
    }).join('')
    const words = Array.from({ length: 230_000 }, (_, index) => index.toString(36).padStart(8, 'q')).join('\r\n')
    const sources = [
      'no header, only a line\r\n',
      `Subject: nested\r\n${nested}--b999\r\n\r\ncore\r\n`,
      writeLetter('long id', { 'Message-ID': `<${'i'.repeat(10_000)}@x>` }),
      writeLetter('words', {}, words),
      Buffer.concat([Buffer.from(writeLetter('large')), Buffer.alloc(25 * 1024 * 1024, 'large letter\r\n')]),
      Buffer.concat([
        Buffer.from('Subject: \xff\xfe\xed\xa0\x80\r\n\r\n', 'latin1'),
        Buffer.from([0xed, 0xa0, 0x80, 0xc3, 0x28]),
      ]),
      writeLetter('ordinary'),
    ]
    await lab.append(address, 'INBOX', sources)
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    expect(await ground.letters(id)).toHaveLength(sources.length)
    expect(await ground.folder(id, 'INBOX')).toMatchObject({ serverCount: 7, localCount: 7, totalCount: 7 })
    expect(await ground.folder(id, 'Sent')).toMatchObject({
      serverCount: 0,
      localCount: 0,
      lastSuccess: expect.any(Date),
    })
    const client = await lab.imap(address)
    await client.mailboxOpen('INBOX', { readOnly: true })
    const sizes: number[] = []
    for await (const { size } of client.fetch('1:*', { size: true })) sizes.push(size ?? 0)
    const stored = (await ground.letters(id)).map(({ size }) => size)
    expect(stored.sort((a, b) => a - b)).toEqual(sizes.sort((a, b) => a - b))
  })
})

describe('what is told', () => {
  test('P02 P03 a first import tells of folders only, a letter that comes later by itself', async () => {
    const address = await newMailbox()
    await lab.append(
      address,
      'INBOX',
      Array.from({ length: 120 }, (_, index) => writeLetter(`old ${index}`)),
    )
    let id = ''
    const heard = listen(() => id)
    id = await ground.addAccount(address)
    await ground.untilIdle(id)
    expect(new Set(heard.map(({ topic }) => topic))).toEqual(new Set(['folders.changed', 'accounts.changed']))
    heard.length = 0
    await lab.deliverByLmtp(address, writeLetter('news'))
    await eventually(() => expect(heard.map(({ topic }) => topic)).toContain('interactions.created'))
    const [created] = heard.filter(({ topic }) => topic === 'interactions.created')
    const [newest] = (await ground.letters(id)).filter(({ subject }) => subject === 'news')
    const { id: folderId } = await ground.folder(id, 'INBOX')
    expect(created).toMatchObject({
      audience: [`account:${id}`],
      data: { accountId: id, folderIds: [folderId], ids: [newest?.id] },
    })
  })

  test('when a first sync is done the search index holds nothing back', async () => {
    const address = await newMailbox()
    await lab.append(
      address,
      'INBOX',
      Array.from({ length: 60 }, (_, index) => writeLetter(`searched ${index}`)),
    )
    const { rows: clock } = await ground.pool.query<{ now: Date }>('select clock_timestamp() as now')
    const id = await ground.addAccount(address)
    await ground.untilIdle(id)
    // The statistics are renewed after the index, so once they are there the index must be done.
    await eventually(async () => {
      const { rows } = await ground.pool.query<{ isFresh: boolean }>(
        `select last_analyze > $1 as "isFresh" from pg_stat_user_tables where relname = 'search'`,
        [clock[0]?.now],
      )
      expect(rows).toEqual([{ isFresh: true }])
    })
    const { rows } = await ground.pool.query(`select gin_clean_pending_list('search_tsv')::int as pages`)
    expect(rows).toEqual([{ pages: 0 }])
    expect((await ground.receiving(id)).firstSyncDone).toBe(true)
  })
})

describe('a server that allows one connection', () => {
  test('is served by that one: old letters, other folders and new mail', async () => {
    const address = await newMailbox()
    await lab.append(
      address,
      'INBOX',
      Array.from({ length: 130 }, (_, index) => writeLetter(`n${index}`)),
    )
    await lab.append(address, 'Archive', writeLetter('archived'))
    const proxy = await startFaultProxy({ port: lab.ports.imap })
    const opened = eventually(() => expect(proxy.accepted).toBe(1)).then(() => proxy.setFault({ kind: 'refuse' }))
    const id = await ground.addAccount(address, { port: proxy.port, security: 'none' })
    await opened
    await ground.untilIdle(id)
    expect(await ground.letters(id)).toHaveLength(131)
    await lab.deliverByLmtp(address, writeLetter('news'))
    await lab.append(address, 'Archive', writeLetter('archived later'))
    await eventually(async () => {
      expect(await ground.subjectsIn(id, 'INBOX')).toContain('news')
      expect(await ground.subjectsIn(id, 'Archive')).toEqual(['archived', 'archived later'])
    })
    expect(proxy.accepted).toBe(1)
    await proxy.stop()
  })
})
