import { expect, test } from 'vitest'
import { snippetOf } from './snippet.ts'

test('a snippet is one line with single spaces', () => {
  expect(snippetOf('Dear Ivan,\n\n  the  invoice\tis attached.\r\n')).toBe('Dear Ivan, the invoice is attached.')
})

test('quoted lines and who wrote them are skipped', () => {
  const reply = 'Fine.\n\nOn Fri, 12 Jan 2024 at 10:00, Ivan <ivan@example.org> wrote:\n> Shall we meet?\n>> Yes\nBye'
  expect(snippetOf(reply)).toBe('Fine. Bye')
  expect(snippetOf('Хорошо.\n\n12 янв. 2024 г., 10:00, Иван Иванов пишет:\n> Встречаемся?')).toBe('Хорошо.')
})

test('the line that Outlook puts before a quoted letter is skipped', () => {
  expect(snippetOf('Yes\n-----Original Message-----\nFrom: a')).toBe('Yes From: a')
  expect(snippetOf('Да\n-------- Пересылаемое сообщение --------\nтекст')).toBe('Да текст')
})

test('the signature is left out', () => {
  expect(snippetOf('Words\n-- \nIvan\nDirector')).toBe('Words')
})

test('a letter of nothing but a quote shows the quote', () => {
  expect(snippetOf('> only\n> a quote')).toBe('> only > a quote')
})

test('filler that newsletters put before their text is no text', () => {
  expect(snippetOf('Sale \u034f \u200c \u00ad\u200b\u200b today\ufeff')).toBe('Sale today')
})

test('200 characters at most, and no half of a character at the end', () => {
  expect(snippetOf('a'.repeat(300))).toHaveLength(200)
  const cut = snippetOf(`${'a'.repeat(199)}🙂 end`)
  expect(cut).toBe('a'.repeat(199))
  expect(cut.isWellFormed()).toBe(true)
})
