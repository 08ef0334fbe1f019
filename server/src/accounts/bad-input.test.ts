import { createServer, type Server, type Socket } from 'node:net'
import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { addUser } from '../testing/rows.ts'
import type { Actor } from '../users/actor.ts'
import type { AccountsService } from './accounts.service.ts'
import { createLabAccounts, labInput } from './testing/accounts-ground.ts'

const { db } = await createTestDatabase()
let lab: Lab
let service: AccountsService
let administrator: Actor
const servers = new Set<Server>()

beforeAll(async () => {
  lab = await startLab()
  service = await createLabAccounts(db, lab, true, true)
})
afterAll(() => lab.stop())
beforeEach(async () => {
  await db.deleteFrom('accounts').execute()
  administrator = await addUser(db, 'administrator')
})
afterEach(async () => {
  for (const server of servers) server.close()
  servers.clear()
})

const input = (change: object = {}) => labInput(lab, change)
const saved = async () => (await db.selectFrom('accounts').select('id').execute()).length

/** A server that says what it is told to say, line by line, and then nothing more. */
async function listen(talk: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    talk(socket)
  })
  server.on('close', () => {
    for (const socket of sockets) socket.destroy()
  })
  servers.add(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** An answer for each command in turn; at the end it falls silent. */
const script =
  (greeting: string, ...answers: string[]) =>
  (socket: Socket) => {
    let next = 0
    if (greeting !== '') socket.write(greeting)
    socket.on('data', (data) => {
      const tag = /^\S+/.exec(data.toString())?.[0] ?? ''
      const answer = answers[next++]
      if (answer !== undefined) socket.write(answer.replaceAll('TAG', tag))
    })
  }

describe('addresses', () => {
  test.each([
    ['  sales@corp.test ', 'sales@corp.test'],
    ['Sales+Orders@CORP.test', 'Sales+Orders@corp.test'],
    ['anna@почта.рф', 'anna@xn--80a1acny.xn--p1ai'],
  ])('S13 %s is taken as %s', async (typed, address) => {
    expect(await service.create(administrator, input({ address: typed, check: 'skip' }))).toMatchObject({ address })
  })

  test.each(['anna', 'anna@', '@corp.test', 'an na@corp.test', 'anna@corp', 'anna@corp..test', 'a@b@corp.test', ''])(
    'S13 “%s” is refused by its code, and nothing is saved',
    async (address) => {
      await expect(service.create(administrator, input({ address, check: 'skip' }))).rejects.toMatchObject({
        code: 'ACCOUNT_ADDRESS_INVALID',
      })
      expect(await saved()).toBe(0)
    },
  )
})

describe('passwords', () => {
  test('S27 with quotes, backslashes and letters of any alphabet log in over IMAP, POP3 and SMTP', async () => {
    const password = 'пароль "в кавычках" \\ и % ünïcode'
    const address = 'quotes@corp.test'
    await lab.addUser({ address, password, name: 'Quotes' })
    for (const protocol of ['imap', 'pop3'] as const) {
      const server = { host: 'localhost', security: 'tls', user: address }
      const port = protocol === 'imap' ? lab.ports.imaps : lab.ports.pop3s
      const account = await service.create(
        administrator,
        input({
          address,
          password,
          incoming: { ...server, protocol, port, ...(protocol === 'pop3' ? { keepCopies: true } : {}) },
          outgoing: { ...server, port: lab.ports.smtps },
        }),
      )
      expect(account.checked).toBe(true)
      await service.remove(administrator, account.id)
    }
  })

  test('S27 stand in no answer, whatever the server says back', async () => {
    const password = 'sehr "geheim" 12'
    const port = await listen(
      script('* OK ready\r\n', '* CAPABILITY IMAP4rev1\r\nTAG OK\r\n', `TAG NO you said ${password}\r\n`),
    )
    const incoming = { protocol: 'imap', host: '127.0.0.1', port, security: 'none', user: 'anna' }
    const failed = await service
      .create(administrator, input({ password, incoming, useForSending: false, timeoutSeconds: 2 }))
      .catch((error: unknown) => error)
    expect(JSON.stringify(failed)).not.toContain(password)
    expect(JSON.stringify((failed as { details: unknown }).details)).not.toContain('geheim')
    expect(await saved()).toBe(0)
  })
})

describe('servers that do not behave', () => {
  const quick = { security: 'none', user: 'anna', host: '127.0.0.1' }
  const endless = (socket: Socket) => {
    const pour = () => {
      while (!socket.destroyed && socket.write('x'.repeat(65_536))) {
        // Until it does not fit.
      }
    }
    socket.on('drain', pour)
    pour()
  }

  test.each([
    ['says nothing', script('')],
    ['greets and falls silent', script('* OK ready\r\n')],
    ['falls silent at the log-in', script('* OK ready\r\n', '* CAPABILITY IMAP4rev1\r\nTAG OK\r\n')],
    ['greets without end', endless],
  ] as const)('S27 to receive: one that %s ends with a code in its time', async (_name, talk) => {
    const incoming = { ...quick, protocol: 'imap', port: await listen(talk) }
    await expect(
      service.create(administrator, input({ incoming, useForSending: false, timeoutSeconds: 1 })),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(CONNECTION_TIMEOUT|CONNECTION_LOST|SERVER_PROTOCOL)$/) })
    expect(await saved()).toBe(0)
  })

  test.each([
    ['says nothing', script('')],
    ['greets and falls silent', script('220 ready\r\n')],
    ['falls silent at the log-in', script('220 ready\r\n', '250-hello\r\n250 AUTH PLAIN\r\n')],
    ['greets without end', endless],
  ] as const)('S27 to send: one that %s ends with a code in its time', async (_name, talk) => {
    const outgoing = { ...quick, port: await listen(talk) }
    await expect(
      service.create(administrator, input({ outgoing, useForReceiving: false, timeoutSeconds: 1 })),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(CONNECTION_TIMEOUT|CONNECTION_LOST|SERVER_PROTOCOL)$/) })
    expect(await saved()).toBe(0)
  })
})
