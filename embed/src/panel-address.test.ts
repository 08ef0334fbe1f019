import { describe, expect, test } from 'vitest'
import { panelAddress } from './panel-address.ts'
import { panelLanguage } from './panel-words.ts'

describe('the address of the panel', () => {
  test('opens the list by record or by contact', () => {
    expect(panelAddress('https://mail.example.org', { record: 'заказ:№ 1042/2' })).toBe(
      'https://mail.example.org/?record=%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7%3A%E2%84%96+1042%2F2',
    )
    expect(panelAddress('http://127.0.0.1:8025/x?y', { contact: 'anna+a@client.test' })).toBe(
      'http://127.0.0.1:8025/?contact=anna%2Ba%40client.test',
    )
  })

  test.each([
    ['', { record: 'order:1' }],
    ['javascript:alert(1)', { record: 'order:1' }],
    ['https://mail.example.org', { record: '1042' }],
    ['https://mail.example.org', { contact: 'anna' }],
  ] as const)('is none for %j and %j', (server, subject) => {
    expect(panelAddress(server, subject)).toBeNull()
  })

  test('speaks the language of the element, then of the page', () => {
    expect(panelLanguage(null, 'ru-RU')).toBe('ru')
    expect(panelLanguage('en', 'ru')).toBe('en')
    expect(panelLanguage(null, '')).toBe('en')
  })
})
