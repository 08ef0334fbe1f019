import { describe, expect, test } from 'vitest'
import { loadConfig, renderEnvExample, variables } from './config.ts'
import { matching } from './platform/testing/matchers.ts'

function problemsOf(env: NodeJS.ProcessEnv) {
  const outcome = loadConfig(env)
  return outcome.ok ? [] : outcome.problems
}

describe('configuration', () => {
  test('an empty environment is a working program on loopback with its own database', () => {
    const outcome = loadConfig({})
    expect(outcome).toMatchObject({
      ok: true,
      config: {
        host: '127.0.0.1',
        port: 8025,
        role: 'all',
        databaseUrl: undefined,
        allowPrivateHosts: false,
        dnsServers: [],
      },
    })
  })

  test('an empty text means not set', () => {
    expect(loadConfig({ PORT: '', DATABASE_URL: ' ', MAIL_CA_FILE: '' })).toMatchObject({
      ok: true,
      config: { port: 8025, databaseUrl: undefined, mailCaFile: undefined },
    })
  })

  test('every bad variable is named at once, and no value is repeated', () => {
    const problems = problemsOf({
      PORT: 'eighty',
      ROLE: 'cook',
      ALLOW_PLAINTEXT: 'yes',
      DATABASE_URL: 'mysql://root:topsecret@db/x',
      DNS_SERVERS: '10.0.0.1, dns.example.org',
      BASE_URL: 'mail.example.org',
    })
    expect(problems.map(({ variable }) => variable).sort()).toEqual(
      ['ALLOW_PLAINTEXT', 'BASE_URL', 'DATABASE_URL', 'DNS_SERVERS', 'PORT', 'ROLE'].sort(),
    )
    expect(JSON.stringify(problems)).not.toContain('topsecret')
  })

  test.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['BLOBS', 's3'],
    ['BLOBS', 'filesystem'],
    ['LOG_LEVEL', 'loud'],
    ['BASE_URL', 'https://mail.example.org/besedka'],
    ['BASE_URL', 'ftp://mail.example.org'],
    ['BOOTSTRAP_ADMIN_EMAIL', 'root'],
    ['DNS_SERVERS', '127.0.0.1:x'],
  ])('%s=%s is refused', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([{ variable: name, problem: matching(/./) }])
  })

  test.each([
    [
      'the first administrator needs both variables',
      { BOOTSTRAP_ADMIN_EMAIL: 'a@example.org' },
      'BOOTSTRAP_ADMIN_PASSWORD',
    ],
    [
      'the first administrator needs both variables',
      { BOOTSTRAP_ADMIN_PASSWORD: 'long enough 1' },
      'BOOTSTRAP_ADMIN_EMAIL',
    ],
    [
      'a short first password is refused',
      { BOOTSTRAP_ADMIN_EMAIL: 'a@example.org', BOOTSTRAP_ADMIN_PASSWORD: 'short' },
      'BOOTSTRAP_ADMIN_PASSWORD',
    ],
    ['the embedded database serves one process', { ROLE: 'worker' }, 'ROLE'],
  ])('%s (%o)', (_promise, env, variable) => {
    expect(problemsOf(env)).toEqual([{ variable, problem: matching(/./) }])
  })

  test('lists, switches and addresses arrive typed and cannot be changed', () => {
    const outcome = loadConfig({
      DNS_SERVERS: '127.0.0.1:5353, ::1,[::1]:53',
      ALLOW_PRIVATE_HOSTS: '1',
      ALLOW_PLAINTEXT: '0',
      BASE_URL: 'https://mail.example.org/',
      ROLE: 'worker',
      DATABASE_URL: 'postgres://u:p@db/besedka',
    })
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems))
    const { config } = outcome
    expect(config.dnsServers).toEqual(['127.0.0.1:5353', '::1', '[::1]:53'])
    expect([config.allowPrivateHosts, config.allowPlaintext]).toEqual([true, false])
    expect(config.baseUrl).toBe('https://mail.example.org')
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError)
    expect(() => Object.assign(config.dnsServers, { 0: 'x' })).toThrow(TypeError)
  })

  test('the example file names every variable with its meaning and its default', () => {
    const text = renderEnvExample()
    for (const [name, { fallback, meaning }] of Object.entries(variables)) {
      expect(text).toContain(`# ${meaning}\n#${name}=${fallback}\n`)
    }
  })
})
