import { request } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startBareApp, type TestAppOptions, urlOf } from '../testing/test-app.ts'
import { createTestClient } from '../testing/test-client.ts'

const wish = {
  language: 'ru' as const,
  organization: 'ООО «Беседка»',
  name: 'Анна',
  email: 'anna@corp.test',
  password: 'correct horse battery',
}

async function start(options?: TestAppOptions) {
  const started = await startBareApp(options)
  onTestFinished(started.stop)
  return started
}

describe('the first run', () => {
  test('S01 a fresh installation is off; the first administrator switches the mail client on and is signed in', async () => {
    const { origin, said, database, asNobody } = await start({ isFirstRun: true })
    expect(said).toEqual([`Besedka is ready. Open ${origin} to make the first administrator.`])
    expect(await database.db.selectFrom('settings').select('mailClient').execute()).toEqual([{ mailClient: false }])
    expect(await asNobody.api.setup.state()).toEqual({ needed: true, codeRequired: false })
    const answer = await asNobody.fetch('/api/v1/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    })
    expect([answer.status, await answer.json()]).toMatchObject([
      201,
      { user: { name: 'Анна', role: 'administrator' }, mailClient: true, organization: 'ООО «Беседка»' },
    ])
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    await expect(createTestClient(origin, { cookie }).api.settings.read()).resolves.toMatchObject({ mailClient: true })
    expect(await asNobody.api.setup.state()).toEqual({ needed: false, codeRequired: false })
  })

  test('makes one administrator although two ask at once, on two nodes', async () => {
    const one = await start({ isFirstRun: true })
    const other = await start({ isFirstRun: true, env: { DATABASE_URL: urlOf(one.database), ...one.keyEnv } })
    const attempts = [one, other, one, other].map(({ asNobody }, index) =>
      asNobody.api.setup.complete({ ...wish, email: `anna${index}@corp.test` }),
    )
    const outcomes = await Promise.allSettled(attempts)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'SETUP_DONE' })
    }
    expect(await one.database.db.selectFrom('users').select('role').execute()).toEqual([{ role: 'administrator' }])
  })

  test('refuses a weak password and leaves the page open', async () => {
    const { asNobody } = await start({ isFirstRun: true })
    await expect(asNobody.api.setup.complete({ ...wish, password: 'short' })).rejects.toMatchObject({
      code: 'PASSWORD_TOO_WEAK',
    })
    expect(await asNobody.api.setup.state()).toMatchObject({ needed: true })
  })

  test('is kept from a page under a foreign name that leads to this machine', async () => {
    const { origin } = await start({ isFirstRun: true })
    const port = new URL(origin).port
    const answer = await requestAs('evil.test', port, JSON.stringify(wish))
    expect(answer).toContain('ORIGIN_REFUSED')
  })
})

describe('the first run of a program that others can reach', () => {
  test('asks for the code from the console, and limits guessing', async () => {
    const { said, asNobody } = await start({ isFirstRun: true, env: { BASE_URL: 'https://mail.corp.test' } })
    const code = /code: ([0-9A-Z]{5}-[0-9A-Z]{5})$/.exec(said[0] ?? '')?.[1] ?? ''
    expect(await asNobody.api.setup.state()).toEqual({ needed: true, codeRequired: true })
    for (const wrong of [undefined, '', 'AAAAA-AAAAA']) {
      await expect(asNobody.api.setup.complete({ ...wish, code: wrong })).rejects.toMatchObject({
        code: 'SETUP_CODE_WRONG',
      })
    }
    const typed = code.toLowerCase().replace('-', ' ')
    await expect(asNobody.api.setup.complete({ ...wish, code: typed })).resolves.toMatchObject({ mailClient: true })
  })

  test('refuses even the right code after ten attempts', async () => {
    const { said, asNobody } = await start({ isFirstRun: true, env: { BASE_URL: 'https://mail.corp.test' } })
    const code = said[0]?.slice(-11)
    for (let index = 0; index < 10; index++) {
      await expect(asNobody.api.setup.complete({ ...wish, code: 'AAAAA-AAAAA' })).rejects.toMatchObject({
        code: 'SETUP_CODE_WRONG',
      })
    }
    await expect(asNobody.api.setup.complete({ ...wish, code })).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
  })
})

describe('BOOTSTRAP_ADMIN_EMAIL and BOOTSTRAP_ADMIN_PASSWORD', () => {
  test('start an empty database with that administrator and the mail client on', async () => {
    const { said, origin, asNobody } = await start()
    expect(said).toEqual([`Besedka is ready: ${origin}`])
    expect(await asNobody.api.setup.state()).toEqual({ needed: false, codeRequired: false })
    await expect(asNobody.api.setup.complete(wish)).rejects.toMatchObject({ code: 'SETUP_DONE' })
    const credentials = { email: 'admin@corp.test', password: 'correct horse battery' }
    await expect(asNobody.api.sessions.signIn(credentials)).resolves.toMatchObject({
      user: { role: 'administrator' },
      mailClient: true,
    })
  })

  test('change nothing where users exist', async () => {
    const one = await start()
    const env = { DATABASE_URL: urlOf(one.database), BOOTSTRAP_ADMIN_EMAIL: 'other@corp.test', ...one.keyEnv }
    await start({ env })
    expect(await one.database.db.selectFrom('users').select('email').execute()).toEqual([{ email: 'admin@corp.test' }])
  })
})

/** A request as a browser makes it that has been led here under another name. */
function requestAs(name: string, port: string, body: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const headers = { host: `${name}:${port}`, origin: `http://${name}:${port}`, 'content-type': 'application/json' }
  const asked = request({ host: '127.0.0.1', port, path: '/api/v1/setup', method: 'POST', headers }, (answer) => {
    let text = ''
    answer.on('data', (chunk) => {
      text += String(chunk)
    })
    answer.on('end', () => resolve(text))
  })
  asked.on('error', reject)
  asked.end(body)
  return promise
}
