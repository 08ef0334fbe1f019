import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findBest, prepareName, scoreName } from './fuzzy-match.ts'
import { otherLayout } from './keyboard-layout.ts'

const commands = [
  ['Ответить', 'Reply'],
  ['Ответить всем', 'Reply to all'],
  ['Отложить рассмотрение', 'Postpone review'],
  ['Рассмотрено', 'Reviewed'],
  ['Снять признак рассмотрено', 'Clear the reviewed mark'],
  ['Учетные записи электронной почты', 'Email accounts'],
  ['Head office', 'Head office'],
  ['Отдел продаж · Входящие', 'Sales · Inbox'],
].map((both) => ({ title: both[0], names: both.map((name) => prepareName(name ?? '')) }))
const found = (typed: string) => findBest(typed, commands).map(({ title }) => title)

describe('what is typed finds what is meant', () => {
  test.each([
    ['the beginning', 'отв', 'Ответить'],
    ['the other language', 'repl', 'Ответить'],
    ['beginnings of several words', 'отл рас', 'Отложить рассмотрение'],
    ['words in any order', 'прод отд', 'Отдел продаж · Входящие'],
    ['letters left out', 'рсмтр', 'Рассмотрено'],
    ['Russian typed on the English layout', 'hfccvjnhtyj', 'Рассмотрено'],
    ['English typed on the Russian layout', 'руфв', 'Head office'],
    ['ё for е', 'учётные', 'Учетные записи электронной почты'],
    ['ё for е on the wrong layout', 'ex`n', 'Учетные записи электронной почты'],
    ['capitals', 'ПОЧТЫ', 'Учетные записи электронной почты'],
  ])('%s', (_, typed, title) => {
    expect(found(typed)[0]).toBe(title)
  })

  test('the plainest name comes first, the rest behind it', () => {
    expect(found('ответить')).toEqual(['Ответить', 'Ответить всем'])
    expect(found('рассмотрено').slice(0, 2)).toEqual(['Рассмотрено', 'Снять признак рассмотрено'])
  })

  test('what fits nothing finds nothing', () => {
    expect(found('квартальный отчет')).toEqual([])
    expect(found('zzz')).toEqual([])
  })

  test('nothing typed keeps everything in its order', () => {
    expect(findBest('', commands)).toEqual(commands)
  })
})

test('a name is always found by itself, on either layout', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[а-яa-z]{2,12}( [а-яa-z]{2,12}){0,2}$/), (name) => {
      const prepared = prepareName(name)
      expect(scoreName(name, prepared)).toBeGreaterThan(90)
      if (/^[а-яё ]+$/.test(name) || /^[a-z ]+$/.test(name)) {
        expect(scoreName(otherLayout(name), prepared)).toBeGreaterThan(50)
      }
    }),
  )
})

test('whatever is typed, a score is a number', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (typed, name) => {
      expect(scoreName(typed, prepareName(name))).toBeGreaterThanOrEqual(0)
    }),
  )
})
