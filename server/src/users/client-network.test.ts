import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clientNetwork } from './client-network.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
])('%s counts as %s', (address, network) => {
  expect(clientNetwork(address)).toBe(network)
})

test('all addresses of a /64 network count as one client, whatever their form', () => {
  const group = fc.integer({ min: 0, max: 0xffff })
  const half = fc.tuple(group, group, group, group)
  fc.assert(
    fc.property(half, half, (network, host) => {
      const hex = [...network, ...host].map((value) => value.toString(16))
      const padded = hex.map((text) => text.padStart(4, '0').toUpperCase())
      const shortest = new URL(`http://[${hex.join(':')}]`).hostname.slice(1, -1)
      const wanted = `${hex.slice(0, 4).join(':')}::/64`
      expect([hex.join(':'), padded.join(':'), shortest].map(clientNetwork)).toEqual([wanted, wanted, wanted])
    }),
  )
})
