import { once } from 'node:events'
import { createServer } from 'node:net'
import type { ErrorCode } from '@besedka/contract/errors'
import { errorTable } from '@besedka/contract/errors'
import { startSilentServer } from '@besedka/lab/silent-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, createCaller, signIn } from './testing/api-caller.ts'
import { accountFor, type BlackBox, startBlackBox } from './testing/black-box-ground.ts'

let box: BlackBox

beforeAll(async () => {
  box = await startBlackBox()
})
afterAll(() => box.stop())

/** A refusal as RFC 9457 has it, with a code of the closed table and the status that the table names. */
function expectProblem(answer: Answer, code: ErrorCode): void {
  expect(answer.json).toMatchObject({ code, status: errorTable[code].status, title: errorTable[code].title })
  expect(answer.status).toBe(errorTable[code].status)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
}

async function expectNothingSaved(): Promise<void> {
  expect(await box.api.get('/accounts')).toEqual({ items: [] })
}

type Draft = ReturnType<typeof accountFor>

/** An account for sales@ whose incoming or outgoing server is another one. */
function draftWith(change: { incoming?: Partial<Draft['incoming']>; outgoing?: Partial<Draft['outgoing']> }): Draft {
  const draft = accountFor(box, 'sales@corp.test')
  return {
    ...draft,
    incoming: { ...draft.incoming, ...change.incoming },
    outgoing: { ...draft.outgoing, ...change.outgoing },
  }
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('S27 an account that fails the check is not saved, and the code says why', () => {
  test('a wrong password', async () => {
    const answer = await box.api.ask('POST', '/accounts', { ...draftWith({}), password: 'kept from every eye' })
    expectProblem(answer, 'AUTH_FAILED')
    expect(answer.bytes.toString()).not.toContain('kept from every eye')
    await expectNothingSaved()
  })

  test('a host nobody knows', async () => {
    const draft = draftWith({ incoming: { host: 'nowhere.corp.test' } })
    expectProblem(await box.api.ask('POST', '/accounts', draft), 'HOST_UNKNOWN')
    await expectNothingSaved()
  })

  test('a port where nobody listens', async () => {
    const draft = draftWith({ outgoing: { port: await closedPort() } })
    expectProblem(await box.api.ask('POST', '/accounts', draft), 'CONNECTION_REFUSED')
    await expectNothingSaved()
  })

  test('a server that never says a word', async () => {
    const silent = await startSilentServer()
    const draft = { ...draftWith({ incoming: { port: silent.port, security: 'none' } }), timeoutSeconds: 1 }
    expectProblem(await box.api.ask('POST', '/accounts', draft), 'CONNECTION_TIMEOUT')
    await silent.stop()
    await expectNothingSaved()
  })

  const certificates = [
    ['expired', 'TLS_CERTIFICATE_EXPIRED'],
    ['foreign', 'TLS_CERTIFICATE_UNTRUSTED'],
    ['selfSigned', 'TLS_CERTIFICATE_UNTRUSTED'],
    ['wrongHost', 'TLS_CERTIFICATE_WRONG_HOST'],
  ] as const
  test.each(certificates)('a certificate that is %s, at either server', async (certificate, code) => {
    const variant = await box.lab.startVariant({ certificate })
    const { imaps, smtps } = variant.ports
    expectProblem(await box.api.ask('POST', '/accounts', draftWith({ incoming: { port: imaps } })), code)
    expectProblem(await box.api.ask('POST', '/accounts', draftWith({ outgoing: { port: smtps } })), code)
    await variant.stop()
    await expectNothingSaved()
  })

  test('the steps of the check say how far it came', async () => {
    const draft = draftWith({ incoming: { host: 'nowhere.corp.test' } })
    const { json } = await box.api.ask('POST', '/accounts', draft)
    expect(json).toMatchObject({
      steps: expect.arrayContaining([
        expect.objectContaining({ step: 'send-trial-letter', ok: true }),
        expect.objectContaining({ step: 'resolve-incoming', ok: false, code: 'HOST_UNKNOWN' }),
      ]) as unknown,
    })
  })

  const refused: [string, (draft: Draft) => unknown, ErrorCode][] = [
    ['an address of another form', (draft) => ({ ...draft, address: 'sales' }), 'ACCOUNT_ADDRESS_INVALID'],
    ['no password', (draft) => ({ ...draft, password: undefined }), 'ACCOUNT_PASSWORD_MISSING'],
    ['no use', (draft) => ({ ...draft, useForSending: false, useForReceiving: false }), 'ACCOUNT_USE_MISSING'],
    ['POP3 without a word on copies', (draft) => onPop3(draft, {}), 'KEEP_COPIES_MISSING'],
    [
      'deleting over IMAP',
      (draft) => ({ ...draft, incoming: { ...draft.incoming, keepCopies: false } }),
      'KEEP_COPIES_IMAP',
    ],
    ['a shape that is none', () => ({ address: 5 }), 'INPUT_INVALID'],
    [
      'a port beyond all ports',
      (draft) => ({ ...draft, incoming: { ...draft.incoming, port: 70_000 } }),
      'INPUT_INVALID',
    ],
  ]
  test.each(refused)('%s', async (_what, change, code) => {
    expectProblem(await box.api.ask('POST', '/accounts', change(draftWith({}))), code)
    await expectNothingSaved()
  })

  function onPop3(draft: Draft, more: object): unknown {
    return { ...draft, incoming: { ...draft.incoming, protocol: 'pop3', port: box.lab.ports.pop3s, ...more } }
  }
})

describe('a question that cannot be answered', () => {
  test.each<[string, ErrorCode]>([
    ['/interactions/999999999', 'NOT_FOUND'],
    ['/interactions/no-number', 'NOT_FOUND'],
    ['/interactions/999999999/source', 'NOT_FOUND'],
    ['/attachments/1-9', 'NOT_FOUND'],
    ['/threads/999999999', 'NOT_FOUND'],
    ['/accounts/999999999', 'NOT_FOUND'],
    ['/accounts/999999999/ledger', 'NOT_FOUND'],
    ['/nothing/here', 'NOT_FOUND'],
    ['/interactions?cursor=made-up', 'CURSOR_INVALID'],
    ['/interactions?limit=201', 'INPUT_INVALID'],
    ['/interactions?status=done', 'INPUT_INVALID'],
    ['/search?q=after:someday', 'SEARCH_INVALID'],
    ['/search', 'INPUT_INVALID'],
    ['/signed/attachments/1-2?expires=9999999999999&signature=guessed', 'ADDRESS_EXPIRED'],
  ])('GET %s answers %s', async (path, code) => {
    expectProblem(await box.api.ask('GET', path), code)
  })

  test('a body that is no JSON, or none at all', async () => {
    const ask = async (body: string, type: string) => {
      const headers = { ...box.api.headers, 'content-type': type }
      const answer = await fetch(`${box.program.origin}/api/v1/interactions/review`, { method: 'POST', headers, body })
      return { status: answer.status, headers: answer.headers, bytes: Buffer.alloc(0), json: await answer.json() }
    }
    expectProblem(await ask('{"ids":', 'application/json'), 'INPUT_INVALID')
    expectProblem(await ask('', 'application/json'), 'INPUT_INVALID')
    expectProblem(await ask('ids=1', 'application/x-www-form-urlencoded'), 'INPUT_INVALID')
  })
})

describe('who may ask', () => {
  test('nobody, a wrong password, a made-up token', async () => {
    const nobody = createCaller(box.program.origin)
    expectProblem(await nobody.ask('GET', '/interactions'), 'SIGN_IN_REQUIRED')
    const wrong = { ...box.administrator, password: 'not this one' }
    expectProblem(await nobody.ask('POST', '/session', wrong), 'SIGN_IN_FAILED')
    expectProblem(
      await createCaller(box.program.origin, { bearer: 'besedka_made_up' }).ask('GET', '/session'),
      'SIGN_IN_REQUIRED',
    )
  })

  test('a token that only reads changes nothing and administers nothing', async () => {
    const made = await box.api.send('POST', '/tokens', { name: 'reader', scopes: ['read'] })
    const reader = createCaller(box.program.origin, { bearer: (made as { token: string }).token })
    expect((await reader.ask('GET', '/interactions')).status).toBe(200)
    expectProblem(await reader.ask('POST', '/interactions/review', { ids: ['1'], reviewed: true }), 'FORBIDDEN')
    expectProblem(await reader.ask('PATCH', '/settings', { mailClient: false }), 'FORBIDDEN')
    expectProblem(await reader.ask('POST', '/tokens', { name: 'more', scopes: ['administer'] }), 'FORBIDDEN')
  })

  test('a foreign page changes nothing by the cookie of a signed-in browser', async () => {
    const { headers } = await signIn(box.program.origin, box.administrator)
    const foreignPages: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const foreign of foreignPages) {
      const answer = await fetch(`${box.program.origin}/api/v1/settings`, {
        method: 'PATCH',
        headers: { ...headers, ...foreign, 'content-type': 'application/json' },
        body: JSON.stringify({ mailClient: false }),
      })
      expect(await answer.json()).toMatchObject({ code: 'ORIGIN_REFUSED', status: 403 })
    }
    expect(await box.api.get('/settings')).toMatchObject({ mailClient: true })
  })
})
