import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSecretBox, SecretUnreadableError } from './secret-box.ts'

const box = createSecretBox(randomBytes(32))

test('whatever is sealed opens again in its place, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (secret, place) => {
      const [first, second] = [box.seal(secret, place), box.seal(secret, place)]
      expect(box.open(first, place)).toBe(secret)
      expect(first).not.toBe(second)
    }),
  )
})

test('a sealed text opens in no other place, with no other key, and not when any of its characters was changed', () => {
  const sealed = box.seal('пароль', 'accounts/1')
  const cases: [string, () => string][] = [
    ['another place', () => box.open(sealed, 'accounts/2')],
    ['another key', () => createSecretBox(randomBytes(32)).open(sealed, 'accounts/1')],
    ['cut short', () => box.open(sealed.slice(0, 20), 'accounts/1')],
    ['another version', () => box.open(sealed.replace('v1', 'v2'), 'accounts/1')],
    ['plain text', () => box.open('пароль', 'accounts/1')],
    ['nothing', () => box.open('', 'accounts/1')],
  ]
  for (let at = 3; at < sealed.length - 1; at++) {
    const other = sealed[at] === 'A' ? 'B' : 'A'
    cases.push([`character ${at}`, () => box.open(sealed.slice(0, at) + other + sealed.slice(at + 1), 'accounts/1')])
  }
  for (const [name, act] of cases) expect(act, name).toThrow(SecretUnreadableError)
})

test('the name of a key tells keys apart and holds nothing of them', () => {
  const key = randomBytes(32)
  expect(createSecretBox(key).keyId).toBe(createSecretBox(key).keyId)
  expect(createSecretBox(key).keyId).not.toBe(box.keyId)
  expect(key.toString('hex')).not.toContain(createSecretBox(key).keyId)
})
