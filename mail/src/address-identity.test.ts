import { describe, expect, test } from 'vitest'
import { isAligned, mailboxIdentity, normaliseAddress } from './address-identity.ts'

describe('addresses as they are compared', () => {
  test.each([
    ['User@Server.RU', 'user@server.ru'],
    [' <user@server.ru> ', 'user@server.ru'],
    ['user@server.ru.', 'user@server.ru'],
    ['info@почта.рф', 'info@xn--80a1acny.xn--p1ai'],
    ['info@XN--80A1ACNY.xn--p1ai', 'info@xn--80a1acny.xn--p1ai'],
    ['Иван@Почта.рф', 'иван@xn--80a1acny.xn--p1ai'],
    ['"user"@server.ru', 'user@server.ru'],
    ['"a b"@server.ru', '"a b"@server.ru'],
    ['"a@b"@server.ru', '"a@b"@server.ru'],
    ['user+tag@server.ru', 'user+tag@server.ru'],
    ['user@[192.0.2.1]', 'user@[192.0.2.1]'],
  ])('%s is compared as %s', (address, normal) => {
    expect(normaliseAddress(address)).toBe(normal)
  })

  test.each(['', 'user', '@server.ru', 'user@', '<>'])('"%s" is no address', (address) => {
    expect(normaliseAddress(address)).toBeNull()
    expect(mailboxIdentity(address)).toBeNull()
  })

  test('one name under the domains of one mailbox is one identity', () => {
    expect(
      new Set(['a@ya.ru', 'A@yandex.ru', 'a@yandex.by', 'a@yandex.com', 'a@yandex.kz'].map(mailboxIdentity)).size,
    ).toBe(1)
    expect(mailboxIdentity('a@googlemail.com')).toBe(mailboxIdentity('a@gmail.com'))
  })

  test('domains that a provider sells to different people stay apart', () => {
    expect(mailboxIdentity('a@mail.ru')).not.toBe(mailboxIdentity('a@bk.ru'))
    expect(mailboxIdentity('a@ya.ru')).not.toBe(mailboxIdentity('a@xya.ru'))
  })

  test('a proved domain speaks for itself, for what lies below it and for what it lies below', () => {
    expect(isAligned('server.ru', 'Server.ru.')).toBe(true)
    expect(isAligned('bounce.server.ru', 'server.ru')).toBe(true)
    expect(isAligned('server.ru', 'news.server.ru')).toBe(true)
    expect(isAligned('yandex.ru', 'ya.ru')).toBe(true)
    expect(isAligned('evilserver.ru', 'server.ru')).toBe(false)
    expect(isAligned('ru', 'server.ru')).toBe(false)
    expect(isAligned('', '')).toBe(false)
  })
})
