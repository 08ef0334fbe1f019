import { describe, expect, test } from 'vitest'
import { addressProblem, needsSmtpUtf8, wireAddress } from './outgoing-address.ts'

describe('B14 addresses that a letter can go to', () => {
  test.each([
    ['ivan@firm.ru', 'ivan@firm.ru'],
    ['Ivan.Petrov+tag@Firm.RU', 'Ivan.Petrov+tag@firm.ru'],
    ['ivan@пример.рф', 'ivan@xn--e1afmkfd.xn--p1ai'],
    ['ivan@ПРИМЕР.РФ', 'ivan@xn--e1afmkfd.xn--p1ai'],
    ['ivan@bücher.example', 'ivan@xn--bcher-kva.example'],
    ['почта@пример.рф', 'почта@xn--e1afmkfd.xn--p1ai'],
    ['"a b"@x.org', '"a b"@x.org'],
    ['"a\\"b"@x.org', '"a\\"b"@x.org'],
    ['a..b@docomo.ne.jp', 'a..b@docomo.ne.jp'],
    ["o'neil/x=y@x.org", "o'neil/x=y@x.org"],
    ['root@localhost', 'root@localhost'],
    ['a@[127.0.0.1]', 'a@[127.0.0.1]'],
    ['a@[IPv6:2001:DB8::1]', 'a@[ipv6:2001:db8::1]'],
    ['a@x.org.', 'a@x.org'],
    [`reply+${'x'.repeat(150)}@reply.github.com`, `reply+${'x'.repeat(150)}@reply.github.com`],
  ])('B14 %s', (address, wire) => {
    expect(addressProblem(address)).toBeNull()
    expect(wireAddress(address)).toBe(wire)
  })

  test.each([
    ['', 'bad-address'],
    ['ivan', 'bad-address'],
    ['@x.org', 'bad-address'],
    ['ivan petrov@x.org', 'bad-address'],
    ['a@b@x.org', 'bad-address'],
    ['a,b@x.org', 'bad-address'],
    ['<a@x.org>', 'bad-address'],
    ['a\r\nb@x.org', 'bad-address'],
    ['"a\r\nb"@x.org', 'bad-address'],
    ['a\u202eb@x.org', 'bad-address'],
    ['"a@x.org', 'bad-address'],
    [`${'x'.repeat(400)}@x.org`, 'bad-address'],
    ['a@', 'bad-domain'],
    ['a@x..org', 'bad-domain'],
    ['a@-x.org', 'bad-domain'],
    ['a@x.org\r\n', 'bad-domain'],
    ['a@x org', 'bad-domain'],
    ['a@пример.рф/x', 'bad-domain'],
    ['a@пример%2ecom', 'bad-domain'],
    ['a@1.2.3.4', 'bad-domain'],
    ['a@１.２.３.４', 'bad-domain'],
    [`a@${'x'.repeat(64)}.org`, 'bad-domain'],
    ['a@xn--ё.рф', 'bad-domain'],
  ])('B14 %j is none', (address, problem) => {
    expect(addressProblem(address)).toBe(problem)
  })

  test('B14 only letters before the @ need SMTPUTF8', () => {
    expect(['ivan@пример.рф', 'почта@x.org'].map(needsSmtpUtf8)).toEqual([false, true])
  })
})
