import { expect, test } from 'vitest'
import { planPostgresSettings } from './postgres-settings.ts'

const GIGABYTE = 1024 ** 3

test.each([
  [0, '256MB'],
  [1 * GIGABYTE, '256MB'],
  [10 * GIGABYTE, '1024MB'],
  [500 * GIGABYTE, '4096MB'],
])('with %d bytes free the log may grow to %s', (free, expected) => {
  expect(planPostgresSettings(free, 'production')['max_wal_size']).toBe(expected)
})

test('production flushes to disk and listens on no network', () => {
  const settings = planPostgresSettings(GIGABYTE, 'production')
  expect(settings).not.toHaveProperty('fsync')
  expect(settings).not.toHaveProperty('synchronous_commit')
  expect(settings).toMatchObject({ listen_addresses: '', jit: 'off', random_page_cost: '1.1' })
})
