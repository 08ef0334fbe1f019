import { startFaultProxy } from '@besedka/lab/fault-proxy'
import type { Lab } from '@besedka/lab/lab-types'
import { startSilentServer } from '@besedka/lab/silent-server'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDialler } from '../platform/dialler.ts'
import type { IncomingConnection, OutgoingConnection } from './account-connection.ts'
import { type CheckAccount, createAccountCheck } from './check-account.ts'
import { startScriptedImap } from './testing/scripted-imap.ts'

let lab: Lab
let check: CheckAccount
const address = 'anna@corp.test'

beforeAll(async () => {
  lab = await startLab({ mechanisms: ['plain', 'login', 'cram-md5', 'apop', 'scram-sha-256'] })
  const dialler = await createDialler({ dnsServers: [], allowPrivateHosts: true, caFile: lab.caFile })
  check = createAccountCheck(dialler, async () => 'ru')
})
afterAll(() => lab.stop())

const passwordOf = (user: string) => lab.users.find((one) => one.address === user)?.password ?? ''

function incoming(change: Partial<IncomingConnection> = {}): IncomingConnection {
  return {
    protocol: 'imap',
    host: 'localhost',
    port: lab.ports.imaps,
    security: 'tls',
    user: address,
    password: passwordOf(address),
    secureAuth: false,
    certificateFingerprint: null,
    timeoutMs: 5_000,
    allowPrivate: true,
    ...change,
  }
}

function outgoing(change: Partial<OutgoingConnection> = {}): OutgoingConnection {
  const { protocol: _protocol, ...rest } = incoming()
  return { ...rest, port: lab.ports.smtps, receiveFirst: false, ...change }
}

const pop3 = (change: Partial<IncomingConnection> = {}) =>
  incoming({ protocol: 'pop3', port: lab.ports.pop3s, ...change })

describe('the check of an account over POP3', () => {
  const pass = [
    'connect-outgoing',
    'secure-outgoing',
    'login-outgoing',
    'send-trial-letter',
    'connect-incoming',
    'secure-incoming',
    'login-incoming',
    'list-folders',
    'see-trial-letter',
  ]

  test('S27 sees the trial letter arrive and removes that one alone', async () => {
    const user = await lab.addUser({ address: 'pop-check@corp.test', name: 'Pop', password: 'secret' })
    await lab.append(user.address, 'INBOX', 'Subject: stays\r\n\r\nX-Besedka-Trial: nobody\r\n')
    const mine = { user: user.address, password: user.password }
    const result = await check(user.address, { incoming: pop3(mine), outgoing: outgoing(mine) })
    expect(result.steps.filter((step) => !step.ok)).toEqual([])
    expect(result.steps.map((step) => step.step)).toEqual(pass)
    const client = await lab.imap(user.address)
    expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: 1 })
  })

  test('S15 logs in to receive before it sends where the account says so, and still twice at most', async () => {
    const user = await lab.addUser({ address: 'first-check@corp.test', name: 'First', password: 'secret' })
    const proxy = await startFaultProxy({ port: lab.ports.pop3s })
    const mine = { user: user.address, password: user.password }
    const result = await check(user.address, {
      incoming: pop3({ ...mine, port: proxy.port }),
      outgoing: outgoing({ ...mine, receiveFirst: true }),
    })
    expect(result.steps.filter((step) => !step.ok)).toEqual([])
    expect(result.steps.map((step) => step.step)).toEqual([...pass.slice(4, 8), ...pass.slice(0, 4), ...pass.slice(8)])
    expect(proxy.accepted).toBe(2)
    const wrong = await check(user.address, {
      incoming: pop3({ ...mine, port: proxy.port, password: 'wrong' }),
      outgoing: outgoing({ ...mine, receiveFirst: true }),
    })
    expect(wrong).toMatchObject({ ok: false, code: 'AUTH_FAILED' })
    expect(wrong.steps.map((step) => step.step)).not.toContain('connect-outgoing')
    expect(proxy.accepted).toBe(3)
    await proxy.stop()
  })

  test('S27 says without failing that the trial letter was not seen, after two log-ins', async () => {
    const [one, other] = ['astray-1@corp.test', 'astray-2@corp.test']
    for (const name of [one, other]) await lab.addUser({ address: name, name, password: 'secret' })
    const proxy = await startFaultProxy({ port: lab.ports.pop3s })
    const result = await check(one, {
      incoming: pop3({ user: other, password: 'secret', port: proxy.port }),
      outgoing: outgoing({ user: one, password: 'secret' }),
    })
    expect(result.ok).toBe(true)
    expect(result.steps.at(-1)).toMatchObject({ step: 'see-trial-letter', ok: false })
    expect(proxy.accepted).toBe(2)
    await proxy.stop()
  })
})

describe('the check of an account', () => {
  test('S27 logs in, sends the trial letter to itself, sees it arrive and removes it again', async () => {
    const result = await check(address, { incoming: incoming(), outgoing: outgoing() })
    expect(result.steps.filter((step) => !step.ok)).toEqual([])
    expect(result.ok).toBe(true)
    expect(result.steps.map((step) => step.step)).toEqual([
      'connect-outgoing',
      'secure-outgoing',
      'login-outgoing',
      'send-trial-letter',
      'connect-incoming',
      'secure-incoming',
      'login-incoming',
      'list-folders',
      'see-trial-letter',
    ])
    const client = await lab.imap(address)
    expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: 0 })
  })

  test('S27 does the same over STARTTLS on both servers', async () => {
    const result = await check(address, {
      incoming: incoming({ port: lab.ports.imap, security: 'starttls' }),
      outgoing: outgoing({ port: lab.ports.submission, security: 'starttls' }),
    })
    expect(result.steps.filter((step) => !step.ok)).toEqual([])
    expect(result.steps.map((step) => step.step)).toContain('secure-outgoing')
  })

  test('S27 sends no trial letter for an account that only receives', async () => {
    const result = await check(address, { incoming: incoming(), outgoing: null })
    expect(result.ok).toBe(true)
    expect(result.steps.map((step) => step.step)).not.toContain('send-trial-letter')
  })

  test.each([
    [
      'a wrong password to receive',
      () => ({ incoming: incoming({ password: 'wrong' }), outgoing: null }),
      'AUTH_FAILED',
      'login-incoming',
    ],
    [
      'a wrong password to send',
      () => ({ incoming: null, outgoing: outgoing({ password: 'wrong' }) }),
      'AUTH_FAILED',
      'login-outgoing',
    ],
    [
      'an unknown host',
      () => ({ incoming: incoming({ host: 'nowhere.invalid' }), outgoing: null }),
      'HOST_UNKNOWN',
      'resolve-incoming',
    ],
    [
      'a closed port',
      () => ({ incoming: incoming({ port: 1 }), outgoing: null }),
      'CONNECTION_REFUSED',
      'connect-incoming',
    ],
  ] as const)('tells %s apart', async (_name, connections, code, step) => {
    const result = await check(address, connections())
    expect(result).toMatchObject({ ok: false, code })
    expect(result.steps.find((one) => !one.ok)).toMatchObject({ step, code })
    expect(JSON.stringify(result)).not.toContain(passwordOf(address))
  })

  test.each(['expired', 'foreign', 'selfSigned', 'wrongHost'] as const)(
    'tells a certificate that is %s, and takes it by its fingerprint alone',
    async (certificate) => {
      const variant = await lab.startVariant({ certificate })
      try {
        const code = {
          expired: 'TLS_CERTIFICATE_EXPIRED',
          foreign: 'TLS_CERTIFICATE_UNTRUSTED',
          selfSigned: 'TLS_CERTIFICATE_UNTRUSTED',
          wrongHost: 'TLS_CERTIFICATE_WRONG_HOST',
        }[certificate]
        for (const side of [
          { incoming: incoming({ port: variant.ports.imaps }), outgoing: null },
          { incoming: incoming({ port: variant.ports.imap, security: 'starttls' }), outgoing: null },
          { incoming: null, outgoing: outgoing({ port: variant.ports.submission, security: 'starttls' }) },
        ]) {
          const refused = await check(address, side)
          expect(refused).toMatchObject({ ok: false, code })
          const certificateFingerprint = refused.steps.find((step) => !step.ok)?.certificateFingerprint ?? ''
          expect(certificateFingerprint).toMatch(/^[0-9a-f]{64}$/)
          const accepted = await check(address, {
            incoming: side.incoming && { ...side.incoming, certificateFingerprint },
            outgoing: side.outgoing && { ...side.outgoing, certificateFingerprint },
          })
          expect(accepted.ok).toBe(true)
        }
      } finally {
        await variant.stop()
      }
    },
  )

  test('logs in by a challenge where the account demands it, and never falls back to clear text', async () => {
    const variant = await lab.startVariant({ mechanisms: ['plain', 'login'] })
    try {
      const offered = await check(address, {
        incoming: incoming({ secureAuth: true }),
        outgoing: outgoing({ secureAuth: true }),
      })
      expect(offered.steps.filter((step) => !step.ok)).toEqual([])
      const plainOnly = incoming({ secureAuth: true, port: variant.ports.imaps })
      expect(await check(address, { incoming: plainOnly, outgoing: null })).toMatchObject({
        ok: false,
        code: 'AUTH_METHOD_NOT_OFFERED',
      })
      const wrong = await check(address, {
        incoming: incoming({ secureAuth: true, password: 'wrong' }),
        outgoing: null,
      })
      expect(wrong).toMatchObject({ ok: false, code: 'AUTH_FAILED' })
    } finally {
      await variant.stop()
    }
  })

  test('S16 logs in by SCRAM-SHA-256 and by CRAM-MD5 to receive and to send, each time by the one that is offered', async () => {
    for (const mechanism of ['scram-sha-256', 'cram-md5']) {
      const variant = await lab.startVariant({ mechanisms: [mechanism] })
      const ways = [{ incoming: incoming({ secureAuth: true, port: variant.ports.imaps }), outgoing: null }]
      for (const way of ways) {
        expect(await check(address, way)).toMatchObject({ ok: true })
        const wrong = { ...way, incoming: { ...way.incoming, password: 'wrong' } }
        expect(await check(address, wrong)).toMatchObject({ ok: false, code: 'AUTH_FAILED' })
      }
      await variant.stop()
    }
  })

  test('does not go to a private address without leave', async () => {
    const strict = await createDialler({ dnsServers: [], allowPrivateHosts: false, caFile: lab.caFile })
    const guarded = createAccountCheck(strict, async () => 'en')
    const result = await guarded(address, { incoming: incoming({ allowPrivate: false }), outgoing: null })
    expect(result).toMatchObject({ ok: false, code: 'HOST_PRIVATE' })
    expect(await guarded(address, { incoming: incoming(), outgoing: null })).toMatchObject({ ok: true })
  })

  test('gives up on a server that never answers, in its time', async () => {
    const silent = await startSilentServer()
    const quick = { host: '127.0.0.1', port: silent.port, timeoutMs: 500, security: 'none' as const }
    expect(await check(address, { incoming: incoming(quick), outgoing: null })).toMatchObject({
      ok: false,
      code: 'CONNECTION_TIMEOUT',
    })
    expect(await check(address, { incoming: null, outgoing: outgoing(quick) })).toMatchObject({
      ok: false,
      code: 'CONNECTION_TIMEOUT',
    })
    await silent.stop()
  })

  test('takes no more from a server than fits, and waits no longer for it than allowed after the log-in either', async () => {
    const flood = await startScriptedImap('* LIST () "/" {900000000}\r\n')
    const wide = { host: '127.0.0.1', port: flood.port, security: 'none' as const, timeoutMs: 20_000 }
    expect(await check(address, { incoming: incoming(wide), outgoing: null })).toMatchObject({
      ok: false,
      code: 'SERVER_PROTOCOL',
    })
    await flood.stop()
    const mute = await startScriptedImap('')
    const quick = { host: '127.0.0.1', port: mute.port, security: 'none' as const, timeoutMs: 500 }
    expect(await check(address, { incoming: incoming(quick), outgoing: null })).toMatchObject({
      ok: false,
      code: 'CONNECTION_TIMEOUT',
    })
    await mute.stop()
  })
})
