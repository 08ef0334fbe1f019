import { createMailWorld } from '@besedka/lab/mail-world'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, expect, test } from 'vitest'
import { eventually } from '../platform/testing/eventually.ts'
import { startTestApp } from '../testing/test-app.ts'
import type { DiscoveryLine } from './discovery-trace.ts'

const lab = await startLab({ dns: true })
const world = createMailWorld()
const app = await startTestApp({
  env: { DNS_SERVERS: lab.zone.server, ALLOW_PRIVATE_HOSTS: '1', MAIL_CA_FILE: lab.caFile, ISPDB_URL: 'off' },
})
afterAll(async () => {
  await world.stop()
  await lab.stop()
})

const post = (body: unknown, signal?: AbortSignal) =>
  app.asUser.fetch('/api/v1/accounts/discover/live', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  })

test('S14 an address alone is enough for an account that passes its check', async () => {
  const { candidates } = await app.asUser.api.discovery.discover({ address: 'anna@corp.test' })
  const [best] = candidates
  if (best?.incoming == null || best.outgoing === null) throw new Error('nothing found')
  expect(best).toMatchObject({ source: 'srv', trust: 3, verified: true })
  const account = await app.asUser.api.accounts.create({
    address: 'anna@corp.test',
    password: 'secret',
    scope: 'personal',
    incoming: best.incoming,
    outgoing: best.outgoing,
  })
  expect(account.checked).toBe(true)
})

test('N06 the live answer tells each question as it is asked and answered, and ends with the whole', async () => {
  const answer = await post({ address: 'anna@corp.test' })
  expect(answer.headers.get('content-type')).toContain('application/x-ndjson')
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as DiscoveryLine)
  const last = lines.at(-1)
  if (last?.type !== 'done') throw new Error('no end')
  expect(last.candidates[0]).toMatchObject({ source: 'srv' })
  const told = lines.flatMap((line) => (line.type === 'answered' ? [line.probe] : []))
  expect(told).toEqual(last.trace)
  expect(lines[0]?.type).toBe('asking')
})

test('N06 whoever closes the live answer cancels the search', async () => {
  const address = world.newAddress()
  await world.hang(address, [993])
  await lab.zone.add({ type: 'A', name: 'imap.still.test', address })
  const stop = new AbortController()
  const answer = await post({ address: 'anna@still.test' }, stop.signal)
  const reader = answer.body?.getReader()
  await reader?.read()
  stop.abort()
  await reader?.closed.catch(() => {})
  // The place of a search that has ended is free again: only three may run at once.
  await eventually(async () => {
    const more = await Promise.all([1, 2, 3].map(() => post({ address: 'anna@tuta.com' })))
    expect(more.map(({ status }) => status)).toEqual([200, 200, 200])
  })
})

test('S13 what is no address and what is no request are refused with their codes', async () => {
  for (const [body, code] of [
    [{ address: 'anna' }, 'ACCOUNT_ADDRESS_INVALID'],
    [{ addresses: 1 }, 'INPUT_INVALID'],
    [{ address: 'a@corp.test', padding: 'x'.repeat(10_000) }, 'INPUT_INVALID'],
  ] as const) {
    const answer = await post(body)
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([422, code])
  }
  await expect(app.asUser.api.discovery.discover({ address: 'anna at corp' })).rejects.toMatchObject({
    code: 'ACCOUNT_ADDRESS_INVALID',
  })
})
