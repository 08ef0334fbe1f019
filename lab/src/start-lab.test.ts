import { execFile } from 'node:child_process'
import { Resolver } from 'node:dns/promises'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BadCertificate } from './lab-certificates.ts'
import type { Lab } from './lab-types.ts'
import { startLab } from './start-lab.ts'

const letter = (subject: string, body = 'Body') => `Subject: ${subject}\r\n\r\n${body}\r\n`

describe('a lab with all its servers', () => {
  let lab: Lab

  beforeAll(async () => {
    lab = await startLab({ dns: true, outsideMailbox: 'office@corp.test' })
  })
  afterAll(() => lab.stop())

  test('offers IMAP with special-use folders that the user is subscribed to', async () => {
    const client = await lab.imap('sales@corp.test')
    const folders = await client.list()
    expect(folders.map(({ path, specialUse, subscribed }) => `${path} ${specialUse} ${subscribed}`).sort()).toEqual([
      'Archive \\Archive true',
      'Drafts \\Drafts true',
      'INBOX \\Inbox true',
      'Junk \\Junk true',
      'Sent \\Sent true',
      'Trash \\Trash true',
    ])
  })

  test('leaves a user without any subscription where that is asked for', async () => {
    await lab.addUser({ address: 'new@corp.test', password: 'secret', name: 'New', subscribed: false })
    const lines = await speak(lab.ports.imap, ['a LOGIN new@corp.test secret', 'b LSUB "" "*"', 'c LIST "" "*"'])
    expect(lines.filter((line) => line.startsWith('* LSUB'))).toEqual([])
    expect(lines.filter((line) => line.startsWith('* LIST'))).toHaveLength(6)
  })

  test('takes a changed password', async () => {
    await lab.addUser({ address: 'changing@corp.test', password: 'old', name: 'Changing' })
    await lab.imap('changing@corp.test')
    await lab.changePassword('changing@corp.test', 'new')
    expect(await speak(lab.ports.imap, ['a LOGIN changing@corp.test old'])).toContainEqual(
      expect.stringMatching(/^a NO /),
    )
    await lab.imap('changing@corp.test')
  })

  test('speaks POP3 and its APOP, in the clear and over TLS', async () => {
    expect((await speak(lab.ports.pop3, ['USER anna@corp.test', 'PASS secret', 'STAT', 'QUIT'])).at(-2)).toBe('+OK 0 0')
    const greeting = await greetingOf(lab.ports.pop3s, { ca: lab.caPem })
    expect(greeting).toMatch(/^\+OK .*<.+@.+>/)
  })

  test('takes thousands of letters at once, in order, with flags and dates', async () => {
    const letters = Array.from({ length: 2_000 }, (_, index) => letter(`N ${index}`))
    const internalDate = new Date('2026-03-01T10:00:00Z')
    expect(await lab.append('anna@corp.test', 'Bulk', letters, { flags: ['\\Seen'], internalDate })).toBe(2_000)
    const client = await lab.imap('anna@corp.test')
    await client.mailboxOpen('Bulk', { readOnly: true })
    const seen: [number, string | undefined][] = []
    for await (const row of client.fetch('1:*', { uid: true, envelope: true, flags: true, internalDate: true })) {
      seen.push([row.uid, row.envelope?.subject])
      expect(row.flags?.has('\\Seen')).toBe(true)
      expect(new Date(row.internalDate ?? '').getTime()).toBe(internalDate.getTime())
    }
    expect(seen).toEqual(letters.map((_, index) => [index + 1, `N ${index}`]))
  })

  test('keeps a letter byte for byte, in a folder with a Cyrillic name', async () => {
    const source = Buffer.concat([
      Buffer.from('Subject: x\r\n\r\n'),
      Buffer.from([0xcf, 0xf0, 0xe8, 13, 10, 46, 13, 10]),
    ])
    await lab.append('anna@corp.test', 'Поставщики.Профнастил', source)
    const client = await lab.imap('anna@corp.test')
    await client.mailboxOpen('Поставщики.Профнастил', { readOnly: true })
    const row = await client.fetchOne('1', { source: true })
    expect(row ? row.source : row).toEqual(source)
  })

  test('wakes an idling client on delivery by LMTP', async () => {
    const client = await lab.imap('sales@corp.test')
    await client.mailboxOpen('INBOX')
    const idle = client.idle()
    const exists = new Promise<number>((resolve) => {
      client.once('exists', ({ count, prevCount }) => resolve(count - prevCount))
    })
    await lab.deliverByLmtp('sales@corp.test', letter('LMTP'))
    expect(await exists).toBe(1)
    client.close()
    await idle
  })

  test.each(['submission', 'smtps', 'smtp'] as const)('carries a letter through %s to the mailbox', async (through) => {
    const before = await countOf(lab, 'office@corp.test')
    await lab.submit({ from: 'anna@corp.test', to: 'office@corp.test', source: letter(through), through })
    await until(async () => (await countOf(lab, 'office@corp.test')) > before)
    expect(await countOf(lab, 'office@corp.test')).toBe(before + 1)
  })

  test('answers each recipient as scripted, from the next command on', async () => {
    const to = ['sales@corp.test', 'tempfail@corp.test', 'nouser@corp.test', 'full@corp.test', 'policy@corp.test']
    const result = await lab.submit({ from: 'anna@corp.test', to: [...to, 'x@else.invalid'], source: letter('many') })
    expect(result.accepted).toEqual(['sales@corp.test'])
    await lab.answerRecipient('sales@corp.test', '450 4.2.1 not now')
    const refused = lab.submit({ from: 'anna@corp.test', to: 'sales@corp.test', source: letter('later') })
    await expect(refused).rejects.toMatchObject({ responseCode: 450 })
  })

  test('hands mail for the world outside to one mailbox', async () => {
    const before = await countOf(lab, 'office@corp.test')
    await lab.submit({ from: 'anna@corp.test', to: 'someone@far.example', source: letter('out') })
    await until(async () => (await countOf(lab, 'office@corp.test')) > before)
    expect(await countOf(lab, 'office@corp.test')).toBe(before + 1)
  })

  test('refuses a letter above the size limit and a wrong password', async () => {
    const source = letter('big', 'x'.repeat(26_214_400))
    const tooBig = lab.submit({ from: 'anna@corp.test', to: 'office@corp.test', source })
    await expect(tooBig).rejects.toMatchObject({ responseCode: 552 })
    await expect(speak(lab.ports.imap, ['a LOGIN anna@corp.test wrong'])).resolves.toContainEqual(
      expect.stringMatching(/^a NO /),
    )
  })

  test('answers for the mail domains in DNS and takes new records', async () => {
    const resolver = new Resolver({ timeout: 500, tries: 2 })
    resolver.setServers([lab.zone.server])
    expect(await resolver.resolveMx('corp.test')).toMatchObject([{ exchange: 'mail.corp.test', priority: 10 }])
    expect((await resolver.resolveSrv('_imaps._tcp.corp.test'))[0]).toMatchObject({ port: lab.ports.imaps })
    await lab.zone.add({ type: 'A', name: 'autoconfig.corp.test', address: '127.0.0.1' })
    expect(await resolver.resolve4('autoconfig.corp.test')).toEqual(['127.0.0.1'])
    await lab.zone.remove('corp.test', 'MX')
    await expect(resolver.resolveMx('corp.test')).rejects.toMatchObject({ code: 'ENODATA' })
  })

  test.each<[BadCertificate, string]>([
    ['expired', 'CERT_HAS_EXPIRED'],
    ['foreign', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['wrongHost', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('shows a certificate that is %s on ports of its own', async (certificate, code) => {
    const variant = await lab.startVariant({ certificate })
    for (const port of [variant.ports.imaps, variant.ports.pop3s, variant.ports.smtps]) {
      await expect(greetingOf(port, { ca: lab.caPem })).rejects.toMatchObject({ code })
    }
    await variant.stop()
  })

  test('looks like a poorer server in a variant', async () => {
    const variant = await lab.startVariant({ mechanisms: ['cram-md5'], separator: '/', capability: 'IMAP4rev1 IDLE' })
    const lines = await speak(variant.ports.imap, ['a CAPABILITY', 'b LOGIN anna@corp.test secret'])
    expect(lines.find((line) => line.startsWith('* CAPABILITY'))).toMatch(/ AUTH=CRAM-MD5$/)
    expect(lines.find((line) => line.startsWith('b '))).toMatch(/^b NO/)
    await variant.stop()
  })

  test('stops and starts one server on the same port', async () => {
    const dovecot = lab.servers.get('dovecot')
    await dovecot?.stop()
    await expect(greetingOf(lab.ports.imaps, { ca: lab.caPem })).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await dovecot?.start()
    expect(await greetingOf(lab.ports.imaps, { ca: lab.caPem })).toMatch(/^\* OK/)
  })
})

describe('a lab without root rights', () => {
  let lab: Lab

  beforeAll(async () => {
    lab = await startLab({ privileged: false, outsideMailbox: 'anna@corp.test' })
  })
  afterAll(() => lab.stop())

  test('says what it does instead of Postfix and behaves alike', async () => {
    expect(lab.notes).toEqual([expect.stringContaining('smtp-server instead of Postfix')])
    const result = await lab.submit({
      from: 'anna@corp.test',
      to: ['sales@corp.test', 'someone@far.example', 'tempfail@corp.test', 'nouser@corp.test', 'x@else.invalid'],
      source: letter('built in'),
    })
    expect(result.accepted).toEqual(['sales@corp.test', 'someone@far.example'])
    expect(await countOf(lab, 'sales@corp.test')).toBe(1)
    expect(await countOf(lab, 'anna@corp.test')).toBe(1)
    const source = letter('big', 'x'.repeat(26_214_400))
    const tooBig = lab.submit({ from: 'anna@corp.test', to: 'sales@corp.test', source })
    await expect(tooBig).rejects.toMatchObject({ responseCode: 552 })
    await lab.append('sales@corp.test', 'Own', letter('x'))
    expect(await countOf(lab, 'sales@corp.test', 'Own')).toBe(1)
  })
})

describe('the end of a lab', () => {
  test('leaves no process and no folder after stop, with clients connected', async () => {
    const lab = await startLab({ dns: true })
    // A client the lab knows nothing of, so that nobody closes its session in good order.
    const client = connectTcp({ host: '127.0.0.1', port: lab.ports.imap })
    client.on('error', () => {})
    client.write('a LOGIN sales@corp.test secret\r\n')
    let answer = ''
    client.on('data', (chunk) => {
      answer += String(chunk)
    })
    await until(async () => answer.includes('Logged in'))
    const pids = lab.pids()
    expect(pids.length).toBeGreaterThan(5)
    await lab.stop()
    expect(pids.filter(isAlive)).toEqual([])
    expect(existsSync(lab.dir)).toBe(false)
  })

  test('leaves no process and no folder after kill -9 of the parent, with clients connected', async () => {
    const program = `
      import { startLab } from ${JSON.stringify(new URL('./start-lab.ts', import.meta.url).href)}
      const lab = await startLab({ dns: true })
      await lab.imap('sales@corp.test')
      console.log(JSON.stringify({ pids: lab.pids(), dir: lab.dir }))
      setInterval(() => {}, 1000)`
    const child = execFile(process.execPath, ['--input-type=module', '--eval', program])
    const output = String(await once(child.stdout ?? child, 'data'))
    const dir = /\/tmp\/bl-\w+/.exec(output)?.[0] ?? ''
    const pids = (/"pids":\[([\d,]+)\]/.exec(output)?.[1] ?? '').split(',').map(Number)
    expect(pids.length).toBeGreaterThan(5)
    expect(pids.filter(isAlive)).toEqual(pids)
    child.kill('SIGKILL')
    await until(async () => pids.every((pid) => !isAlive(pid)) && !existsSync(dir))
  })

  test('several labs run beside each other', async () => {
    const labs = await Promise.all([startLab({ smtp: false }), startLab({ smtp: false }), startLab({ smtp: false })])
    const ports = labs.flatMap(({ ports: { imap, imaps, pop3, pop3s, lmtp } }) => [imap, imaps, pop3, pop3s, lmtp])
    expect(new Set(ports).size).toBe(ports.length)
    await Promise.all(labs.map((lab) => lab.deliverByLmtp('anna@corp.test', letter(lab.dir))))
    expect(await Promise.all(labs.map((lab) => countOf(lab, 'anna@corp.test')))).toEqual([1, 1, 1])
    await Promise.all(labs.map((lab) => lab.stop()))
  })
})

async function countOf(lab: Lab, address: string, folder = 'INBOX'): Promise<number> {
  const client = await lab.imap(address)
  const status = await client.status(folder, { messages: true })
  await client.logout()
  return status === false ? 0 : (status.messages ?? 0)
}

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await sleep(30)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    // A killed process stays a zombie where process 1 does not reap; it holds neither port nor file.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Sends each line after the answer to the one before and returns all lines received. */
async function speak(port: number, commands: string[]): Promise<string[]> {
  const socket = connectTcp({ host: '127.0.0.1', port })
  let received = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    received += chunk
  })
  await once(socket, 'data')
  for (const command of commands) {
    socket.write(`${command}\r\n`)
    const tag = command.split(' ')[0] ?? ''
    const isImap = tag.length === 1
    const before = received.length
    await until(async () => {
      const answer = received.slice(before)
      return isImap ? new RegExp(`(^|\\n)${tag} (OK|NO|BAD)[^\\n]*\\n`).test(answer) : answer.includes('\n')
    })
  }
  socket.destroy()
  return received.trimEnd().split('\r\n')
}

/** First bytes a TLS server sends, after its certificate was checked for `localhost`. */
async function greetingOf(port: number, options: { ca: string }): Promise<string> {
  const socket = connectTls({ host: '127.0.0.1', port, servername: 'localhost', ca: options.ca })
  try {
    return String(await once(socket, 'data'))
  } finally {
    socket.destroy()
  }
}
