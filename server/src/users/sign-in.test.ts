import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { anyNumber } from '../platform/testing/matchers.ts'
import { startTestApp } from '../testing/test-app.ts'
import { cookieOf, createTestClient } from '../testing/test-client.ts'

const app = await startTestApp({ env: { BASE_URL: 'https://mail.corp.test' } })
const { db, origin, asNobody, asAdministrator, addPerson, signIn } = app

const json = { 'content-type': 'application/json' }
const post = (body: object, headers: Record<string, string> = {}) =>
  createTestClient(origin, headers).fetch('/api/v1/session', {
    method: 'POST',
    headers: json,
    body: JSON.stringify(body),
  })

describe('signing in', () => {
  test('gives a cookie that scripts cannot read, and no token in the body', async () => {
    const answer = await post({ email: asAdministrator.email, password: asAdministrator.password })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('set-cookie')).toMatch(
      /^besedka_session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/,
    )
    const secret = cookieOf(answer).split('=')[1] ?? ''
    const body = await answer.text()
    expect(body).not.toContain(secret)
    expect(JSON.parse(body)).toMatchObject({ user: { role: 'administrator' }, mailClient: true, version: '0.1.0' })
    const rows = await db.selectFrom('sessions').select('tokenHash').execute()
    expect(rows.map((row) => row.tokenHash.toString('hex'))).toContain(
      createHash('sha256').update(secret).digest('hex'),
    )
  })

  test('takes the e-mail in any case', async () => {
    await expect(
      asNobody.api.sessions.signIn({ email: 'ADMIN@corp.test', password: asAdministrator.password }),
    ).resolves.toMatchObject({ user: { email: 'admin@corp.test' } })
  })

  test('answers alike to a wrong password, an unknown e-mail and an inactive user', async () => {
    const gone = await addPerson()
    await asAdministrator.api.users.update({ id: gone.actor.userId, active: false })
    const attempts = [
      { email: asAdministrator.email, password: 'not the password' },
      { email: 'unknown@corp.test', password: 'not the password' },
      { email: gone.email, password: gone.password },
    ]
    for (const attempt of attempts) {
      const answer = await post(attempt)
      expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'SIGN_IN_FAILED' }])
      expect(answer.headers.get('set-cookie')).toBeNull()
    }
  })

  test('keeps passwords as argon2id with 64 MiB', async () => {
    const { hash } = await db.selectFrom('passwords').select('hash').limit(1).executeTakeFirstOrThrow()
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/)
  })

  test('ends the session that the browser had before', async () => {
    const person = await addPerson()
    const answer = await post({ email: person.email, password: person.password }, { cookie: person.cookie })
    expect(answer.status).toBe(200)
    await expect(person.api.sessions.current()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })
})

describe('a session', () => {
  test('ends with signing out, which takes the cookie away', async () => {
    const person = await addPerson()
    const answer = await person.fetch('/api/v1/session', { method: 'DELETE' })
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([
      204,
      'besedka_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure',
    ])
    await expect(person.api.sessions.current()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })

  test('runs out when it is not used, and moves on while it is', async () => {
    const person = await addPerson()
    const { userId } = person.actor
    const ends = () =>
      db.selectFrom('sessions').select('expiresAt').where('userId', '=', userId).executeTakeFirstOrThrow()
    const soon = new Date(Date.now() + 60_000)
    await db
      .updateTable('sessions')
      .set({ lastUsedAt: new Date(0), expiresAt: soon })
      .where('userId', '=', userId)
      .execute()
    await person.api.sessions.current()
    expect((await ends()).expiresAt.getTime()).toBeGreaterThan(soon.getTime())
    await db
      .updateTable('sessions')
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where('userId', '=', userId)
      .execute()
    await expect(person.api.sessions.current()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })

  test('ends at once for a user who is made inactive, tokens included', async () => {
    const person = await addPerson()
    const { token } = await person.api.tokens.create({ name: 'script', scopes: ['read'] })
    const script = createTestClient(origin, { authorization: `Bearer ${token}` })
    await expect(script.api.sessions.current()).resolves.toMatchObject({ user: { id: person.actor.userId } })
    await asAdministrator.api.users.update({ id: person.actor.userId, active: false })
    await expect(person.api.sessions.current()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
    await expect(script.api.sessions.current()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
    await asAdministrator.api.users.update({ id: person.actor.userId, active: true })
    await expect(person.api.sessions.current()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })
})

describe('the limit on attempts', () => {
  test('refuses even the right password after ten wrong ones for an e-mail, all asked at once', async () => {
    const person = await addPerson()
    const wrong = { email: person.email, password: 'not the password' }
    const answers = await Promise.all(
      Array.from({ length: 14 }, () => post(wrong, { 'x-forwarded-for': '198.51.100.1' })),
    )
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(10)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(4)
    const refused = await post(
      { email: person.email, password: person.password },
      { 'x-forwarded-for': '198.51.100.2' },
    )
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', retryAfterSeconds: anyNumber })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await db
      .updateTable('signInAttempts')
      .set({ attemptedAt: new Date(Date.now() - 16 * 60_000) })
      .execute()
    await expect(signIn(person.email, person.password)).resolves.toBeDefined()
  })

  test('refuses a client that guesses at many e-mails, and not the next one', async () => {
    const guess = (client: string, index: number) =>
      post({ email: `guess${index}@corp.test`, password: 'not the password' }, { 'x-forwarded-for': client })
    for (let index = 0; index < 30; index++) expect((await guess('2001:db8:1:2::7', index)).status).toBe(401)
    expect((await guess('2001:db8:1:2:ffff::8', 31)).status).toBe(429)
    expect((await guess('2001:db8:1:3::7', 32)).status).toBe(401)
  })

  test('forgives right passwords: an office behind one address signs in as often as it likes', async () => {
    const client = { 'x-forwarded-for': '198.51.100.9' }
    const { email, password } = await addPerson()
    for (let index = 0; index < 32; index++) expect((await post({ email, password }, client)).status).toBe(200)
  })
})

describe('foreign pages', () => {
  const write = (headers: Record<string, string>) =>
    createTestClient(origin, { cookie: asAdministrator.cookie }).fetch('/api/v1/users/me', {
      method: 'PATCH',
      headers: { ...json, ...headers },
      body: JSON.stringify({ name: 'Administrator' }),
    })

  test.each([
    ['another origin', { origin: 'https://evil.test' }],
    ['an origin without a name', { origin: 'null' }],
    ['another port of this host', { origin: 'http://127.0.0.1:1' }],
    ['a page that the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a neighbour domain', { 'sec-fetch-site': 'same-site' }],
  ])('cannot write: %s', async (_what, headers) => {
    const answer = await write(headers)
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'ORIGIN_REFUSED' }])
  })

  test('own pages write: same host, BASE_URL behind a proxy, or as the browser vouches', async () => {
    expect((await write({ origin })).status).toBe(200)
    expect((await write({ origin: 'https://mail.corp.test' })).status).toBe(200)
    expect((await write({ origin: 'https://other-proxy.test', 'sec-fetch-site': 'same-origin' })).status).toBe(200)
  })

  test('cannot sign their visitor in as somebody else', async () => {
    const credentials = { email: asAdministrator.email, password: asAdministrator.password }
    expect((await post(credentials, { origin: 'https://evil.test' })).status).toBe(403)
  })

  test('cannot send a form in place of JSON', async () => {
    const answer = await createTestClient(origin, { cookie: asAdministrator.cookie }).fetch('/api/v1/users/me', {
      method: 'PATCH',
      headers: { 'content-type': 'text/plain' },
      body: '{"name":"x"}',
    })
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'INPUT_INVALID' }])
  })
})
