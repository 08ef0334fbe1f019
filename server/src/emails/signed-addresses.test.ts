import { expect, test } from 'vitest'
import { createSignedAddresses } from './signed-addresses.ts'

const addresses = createSignedAddresses(Buffer.alloc(32, 7))
const now = Date.UTC(2026, 10, 24, 12, 30)
const proofOf = (address: string) => {
  const { searchParams } = new URL(address, 'http://localhost')
  const [viewer = '', expires = '', signature = ''] = ['viewer', 'expires', 'signature'].map(
    (name) => searchParams.get(name) ?? '',
  )
  return { viewer, expires, signature }
}

test('a signed address opens its attachment and no other, for a while', () => {
  const proof = proofOf(addresses.address('17-1.2', 'anna', now))
  expect(() => addresses.verify('17-1.2', proof, now)).not.toThrow()
  expect(() => addresses.verify('17-1.2', proof, now + 59 * 60_000)).not.toThrow()
  expect(() => addresses.verify('17-1.2', proof, now + 2 * 60 * 60_000)).toThrow('ADDRESS_EXPIRED')
  expect(() => addresses.verify('18-1.2', proof, now)).toThrow('ADDRESS_EXPIRED')
})

test('an address whose end was moved, or of another installation, opens nothing', () => {
  const proof = proofOf(addresses.address('17-1', 'anna', now))
  const later = { ...proof, expires: String(Number(proof.expires) + 3_600_000) }
  expect(() => addresses.verify('17-1', later, now)).toThrow('ADDRESS_EXPIRED')
  expect(() => addresses.verify('17-1', { ...proof, signature: '' }, now)).toThrow('ADDRESS_EXPIRED')
  expect(() => addresses.verify('17-1', { ...proof, viewer: 'boris' }, now)).toThrow('ADDRESS_EXPIRED')
  expect(() => createSignedAddresses(Buffer.alloc(32, 8)).verify('17-1', proof, now)).toThrow('ADDRESS_EXPIRED')
})
