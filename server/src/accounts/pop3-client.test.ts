import { Duplex } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDialler, type Dialler } from '../platform/dialler.ts'
import type { ServerConnection } from './account-connection.ts'
import { openPop3 } from './open-pop3.ts'
import { Pop3Client } from './pop3-client.ts'
import { type Pop3Script, startScriptedPop3 } from './testing/scripted-pop3.ts'

const dialler: Dialler = await createDialler({ dnsServers: [], allowPrivateHosts: true })
const plain: Omit<ServerConnection, 'port'> = {
  host: '127.0.0.1',
  security: 'none',
  user: 'anna',
  password: 'secret',
  secureAuth: false,
  certificateFingerprint: null,
  timeoutMs: 2_000,
  allowPrivate: true,
}

async function against(script: Pop3Script, change: Partial<ServerConnection> = {}) {
  const server = await startScriptedPop3(script)
  const opened = await openPop3(dialler, { ...plain, ...change, port: server.port })
  if (opened.ok) opened.value.close()
  await server.stop()
  return { code: opened.ok ? 'OK' : opened.error.code, commands: server.commands }
}

/** Answers CAPA with these lines and lets everybody in. */
const easy = (capabilities: string[], greeting = '+OK ready\r\n'): Pop3Script => ({
  greeting,
  answer: (command) =>
    command === 'CAPA' ? `+OK\r\n${capabilities.map((line) => `${line}\r\n`).join('')}.\r\n` : '+OK\r\n',
})

describe('a POP3 log-in', () => {
  test('S16 never falls back to clear text where the password check is to be safe', async () => {
    const refused = await against(easy(['USER', 'SASL PLAIN LOGIN']), { secureAuth: true })
    expect(refused.code).toBe('AUTH_METHOD_NOT_OFFERED')
    expect(refused.commands).toEqual(['CAPA'])
    const nothing = await against({ greeting: '+OK\r\n', answer: () => '-ERR no\r\n' }, { secureAuth: true })
    expect(nothing.code).toBe('AUTH_METHOD_NOT_OFFERED')
    expect(nothing.commands.join()).not.toContain('secret')
  })

  test('S16 uses APOP where that is the safe way on offer', async () => {
    const script = easy(['USER'], '+OK <1896.697170952@dbc.mtview.ca.us>\r\n')
    const { commands, code } = await against(script, { secureAuth: true, user: 'mrose', password: 'tanstaaf' })
    expect(code).toBe('OK')
    // The digest of RFC 1939 section 7.
    expect(commands).toContain('APOP mrose c4c9334bac560ecc979e58001b3e22fb')
  })

  test('S16 does not believe a server that lets us in without proving itself', async () => {
    const { code } = await against(easy(['SASL SCRAM-SHA-256']), { secureAuth: true })
    expect(code).toBe('AUTH_FAILED')
  })

  test('S16 sends no password over a connection that was to be secured and was not', async () => {
    const withoutStls = await against(easy(['USER']), { security: 'starttls' })
    expect(withoutStls).toEqual({ code: 'TLS_NOT_OFFERED', commands: ['CAPA'] })
    const injected: Pop3Script = {
      greeting: '+OK\r\n',
      answer: (command) => (command === 'STLS' ? '+OK begin\r\n+OK in the cl' : '+OK\r\nSTLS\r\n.\r\n'),
    }
    expect((await against(injected, { security: 'starttls' })).code).toMatch(/TLS_FAILED|SERVER_PROTOCOL/)
  })

  test.each([
    ['-ERR [AUTH] wrong', 'AUTH_FAILED'],
    ['-ERR wrong', 'AUTH_FAILED'],
    ['-ERR [IN-USE] somebody else reads it', 'SERVER_REFUSED'],
    ['-ERR [LOGIN-DELAY] too soon', 'SERVER_REFUSED'],
    ['-ERR [SYS/TEMP] disk', 'SERVER_REFUSED'],
    ['-ERR plaintext authentication disallowed', 'AUTH_METHOD_NOT_OFFERED'],
  ])('S27 tells %j apart', async (words, code) => {
    const script = easy(['USER'])
    const result = await against({
      ...script,
      answer: (command, socket) => (command.startsWith('PASS') ? `${words}\r\n` : script.answer(command, socket)),
    })
    expect(result.code).toBe(code)
    expect(result.commands.filter((command) => command.startsWith('PASS'))).toHaveLength(1)
  })

  test('asks a server without CAPA by USER, and puts no second command into a name', async () => {
    const old: Pop3Script = {
      greeting: '+OK\r\n',
      answer: (command) => (command === 'CAPA' ? '-ERR what\r\n' : '+OK\r\n'),
    }
    expect((await against(old)).commands).toEqual(['CAPA', 'USER anna', 'PASS secret', 'CAPA'])
    const evil = await against(old, { user: 'anna\r\nDELE 1' })
    expect(evil.code).toBe('AUTH_FAILED')
    expect(evil.commands.join()).not.toContain('DELE')
  })

  test('waits no longer than allowed for a server that hangs at any step, or drips its words', async () => {
    const quick = { timeoutMs: 150 }
    const script = easy(['USER'])
    for (const silent of ['CAPA', 'USER', 'PASS']) {
      const hanging: Pop3Script = {
        ...script,
        answer: (command, socket) => (command.startsWith(silent) ? undefined : script.answer(command, socket)),
      }
      expect((await against(hanging, quick)).code).toBe('CONNECTION_TIMEOUT')
    }
    expect((await against({ greeting: '', answer: () => '' }, quick)).code).toBe('CONNECTION_TIMEOUT')
    const dripping: Pop3Script = {
      ...script,
      answer: (command, socket) => {
        if (!command.startsWith('USER')) return script.answer(command, socket)
        const timer = setInterval(() => socket.write('+'), 20)
        socket.on('close', () => clearInterval(timer))
        return '+OK '
      },
    }
    expect((await against(dripping, quick)).code).toBe('CONNECTION_TIMEOUT')
  })

  test('ends with a server that greets without an end, hangs up, or is none', async () => {
    expect((await against(easy([], 'x'.repeat(100_000)))).code).toBe('SERVER_PROTOCOL')
    expect((await against(easy([], '220 smtp.test ESMTP\r\n'))).code).toBe('SERVER_PROTOCOL')
    expect((await against(easy([], '-ERR [SYS/TEMP] closed\r\n'))).code).toBe('SERVER_REFUSED')
    expect((await against({ greeting: '+OK\r\n', answer: () => null })).code).toBe('CONNECTION_LOST')
  })
})

/** A socket whose other end greets with the first answer and gives the next to each command; then it hangs up. */
function talkative(answers: readonly string[], isBytewise = false): Duplex {
  const left = [...answers]
  let isOver = false
  const say = (socket: Duplex) => {
    const answer = left.shift()
    if (answer === undefined) {
      isOver = true
      socket.push(null)
      return
    }
    for (const piece of isBytewise ? answer : [answer]) socket.push(Buffer.from(piece, 'latin1'))
  }
  const socket: Duplex = new Duplex({
    read() {},
    write(_chunk, _encoding, done) {
      if (!isOver && !socket.destroyed) say(socket)
      done()
    },
  })
  say(socket)
  return socket
}

describe('whatever a server answers', () => {
  const words = fc.constantFrom(
    '+OK\r\n',
    '+OK 2 messages\r\n',
    '-ERR [IN-USE] x\r\n',
    '1 120\r\n',
    '2 abc\r\n',
    '.\r\n',
    '..\r\n',
    '+ \r\n',
    '+ ????\r\n',
    '\r\n',
    '\n',
    '\0',
    'x'.repeat(9000),
    '+OK',
    '-ERR',
  )
  test('P02 every command ends, with its answer or a coded error, and none hangs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }), async (chunks) => {
        const client = new Pop3Client(talkative(chunks), { host: 'fuzz', timeoutMs: 20 })
        const ends = await Promise.allSettled([
          client.wire.greeting(),
          client.askCapabilities(),
          client.wire.command('AUTH X', { shape: 'dialogue', onChallenge: async (text) => text }),
          client.sizes(),
          client.uniqueIds(),
          client.retrieve(1, () => {}),
          client.top(1, 0, () => {}),
          client.remove(1),
          client.quit(),
        ])
        for (const end of ends) if (end.status === 'rejected') expect(end.reason).toHaveProperty('code')
      }),
      { numRuns: 200 },
    )
  })

  test('P02 letters come whole, in order, ahead of their answers where the server reads ahead', async () => {
    const letters = ['Subject: 1\r\n\r\n..\r\n.x\r\n', '', 'Subject: 3\r\n\r\n.\r\n']
    const stuffed = letters.map((letter) => letter.replaceAll(/^\./gm, '..'))
    const answers = ['+OK\r\n', '+OK\r\nPIPELINING\r\n.\r\n', ...stuffed.map((letter) => `+OK\r\n${letter}.\r\n`)]
    for (const isBytewise of [false, true]) {
      const client = new Pop3Client(talkative(answers, isBytewise), { host: 'test', timeoutMs: 1_000 })
      await client.wire.greeting()
      await client.askCapabilities()
      const got = letters.map(() => '')
      await Promise.all(
        letters.map((_, index) =>
          client.retrieve(index + 1, (bytes) => {
            got[index] += bytes.toString('latin1')
          }),
        ),
      )
      expect(got).toEqual(letters)
      client.close()
    }
  })
})
