import { describe, expect, test } from 'vitest'
import { parseAccountAddress } from './account-address.ts'

describe('the address of an account', () => {
  test.each([
    ['user@server.ru', 'user@server.ru'],
    ['  User+tag@Server.RU ', 'User+tag@server.ru'],
    ['почта@почта.рф', 'почта@xn--80a1acny.xn--p1ai'],
    ["o'neil.x@mail.example.com", "o'neil.x@mail.example.com"],
  ])('%s is taken', (input, address) => {
    expect(parseAccountAddress(input)?.address).toBe(address)
  })

  test.each([
    '',
    'user',
    '@server.ru',
    'user@',
    'user@server',
    'a b@server.ru',
    'a@b@server',
    'a..b@server.ru',
    '.a@server.ru',
    'a@-x.ru',
    'a@x..ru',
    '<a@x.ru>',
  ])('%s is refused', (input) => {
    expect(parseAccountAddress(input)).toBeNull()
  })
})
