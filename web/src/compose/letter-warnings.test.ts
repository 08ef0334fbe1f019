import { describe, expect, test } from 'vitest'
import { someFields } from '../testing/drafts.ts'
import { mustBeCorrected, shownWarning, warningsOf } from './letter-warnings.ts'

const anna = { name: 'Anna', address: 'anna@x.test' }
const whole = someFields({ to: [anna], subject: 'Offer', html: '<p>Hello</p>' })

test('nothing speaks against a whole letter', () => {
  expect(warningsOf(whole, 0)).toEqual([])
})

describe('B16 a file that the text names but the letter does not have', () => {
  test.each([
    'Акт сверки и спецификация во вложении.',
    'См. вложение',
    'Прилагаю счет.',
    'Договор прикреплен.',
    'Документы прикладываю ниже',
    'Счет — в приложении.',
    'Please see the attached offer.',
    'Enclosed is the contract',
    'I am attaching the plan',
  ])('is noticed: %s', (text) => {
    expect(warningsOf({ ...whole, html: `<p>${text}</p>` }, 0)).toMatchObject([{ kind: 'noAttachment' }])
    expect(warningsOf({ ...whole, html: `<p>${text}</p>` }, 1)).toEqual([])
  })

  test.each([
    'Вложения в строительство выросли на 5 %',
    'Обсудим предложение',
    'Мобильное приложение готово',
    'She is unattached',
  ])('is not seen where there is none: %s', (text) => {
    expect(warningsOf({ ...whole, html: `<p>${text}</p>` }, 0)).toEqual([])
  })

  test('a promise in what is quoted is not ours', () => {
    const text = 'Спасибо\n\nАнна пишет:\n> Счет во вложении'
    expect(warningsOf({ ...whole, html: null, text }, 0)).toEqual([])
  })
})

test('a bad address is named with its reason and has to be corrected', () => {
  const [warning, ...rest] = warningsOf({ ...whole, cc: [{ name: '', address: 'sklad@severdom' }] }, 0)
  expect(warning).toEqual({ kind: 'badAddress', address: 'sklad@severdom', problem: 'noTopLevel' })
  expect(warning && mustBeCorrected(warning)).toBe(true)
  expect(rest).toEqual([])
})

test('while one writes, only what is surely a slip is shown; the rest when Send is pressed', () => {
  const warnings = warningsOf(someFields(), 0)
  expect(warnings.map(({ kind }) => kind)).toEqual(['noRecipients', 'noSubject'])
  expect(shownWarning(warnings, new Set(), false)).toBeUndefined()
  expect(shownWarning(warnings, new Set(), true)).toEqual({ kind: 'noRecipients' })
})

test('what a person overruled stays silent', () => {
  const warnings = warningsOf({ ...whole, subject: '' }, 0)
  expect(shownWarning(warnings, new Set(['noSubject']), true)).toBeUndefined()
})
