import { afterEach, beforeEach, expect, test } from 'vitest'
import { createNameResolver } from './name-resolver.ts'
import { startScriptedDns } from './testing/scripted-dns.ts'

let dns: Awaited<ReturnType<typeof startScriptedDns>>
beforeEach(async () => {
  dns = await startScriptedDns({
    addresses: {
      'mail.example.test': ['192.0.2.1', '192.0.2.2', '2001:db8:0:0:0:0:0:1'],
      'six.example.test': ['2001:db8:0:0:0:0:0:2'],
      'xn--e1aybc.example.test': ['192.0.2.3'],
      'empty.example.test': [],
    },
    silent: ['silent.example.test'],
  })
})
afterEach(() => dns.stop())

const find = (host: string) => createNameResolver([dns.server], 300).findAddresses(host)

test.each([
  ['mail.example.test', ['192.0.2.1', '192.0.2.2', '2001:db8::1']],
  ['mail.example.test.', ['192.0.2.1', '192.0.2.2', '2001:db8::1']],
  ['six.example.test', ['2001:db8::2']],
  ['тест.example.test', ['192.0.2.3']],
  ['192.0.2.77', ['192.0.2.77']],
  ['2001:db8::7', ['2001:db8::7']],
])('%s is found at %j', async (host, addresses) => {
  expect(await find(host)).toEqual({ ok: true, value: addresses })
})

test.each(['nobody.example.test', 'empty.example.test', '', 'a b', 'x'.repeat(300)])(
  'a name that does not exist (%j) is an unknown host',
  async (host) => {
    expect(await find(host)).toMatchObject({ ok: false, error: { code: 'HOST_UNKNOWN' } })
  },
)

test('a name server that does not answer proves nothing: worth trying again', async () => {
  const outcome = await find('silent.example.test')
  expect(outcome).toMatchObject({
    ok: false,
    error: { code: 'CONNECTION_TIMEOUT', remedy: 'retry', details: { step: 'dns' } },
  })
})

test('with name servers given nothing else is asked, the hosts file included', async () => {
  expect(await find('localhost')).toMatchObject({ ok: false, error: { code: 'HOST_UNKNOWN' } })
  expect(dns.asked).toContain('localhost')
  expect(await createNameResolver([]).findAddresses('localhost')).toMatchObject({ ok: true })
})
