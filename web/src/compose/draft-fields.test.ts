import { expect, test } from 'vitest'
import { someFields } from '../testing/drafts.ts'
import { changedFields, isEmptyDraft, sayTheSame, textOfHtml } from './draft-fields.ts'

test('only what differs is sent', () => {
  const before = someFields({ to: [{ name: '', address: 'a@x.test' }] })
  const after = { ...before, to: [{ name: '', address: 'a@x.test' }], subject: 'Offer' }
  expect(changedFields(before, after)).toEqual({ subject: 'Offer' })
})

test('what the sanitiser does to attributes is no other letter, another mark is', () => {
  const mine = someFields({ html: '<p style="color: red">Yes</p>' })
  expect(sayTheSame(mine, someFields({ html: '<p>Yes</p>', text: 'Yes' }))).toBe(true)
  expect(sayTheSame(mine, someFields({ html: '<p><b>Yes</b></p>' }))).toBe(false)
  expect(sayTheSame(someFields({ html: '' }), someFields({ html: '<p></p>' }))).toBe(true)
})

test('HTML becomes text line by line', () => {
  expect(textOfHtml('<p>Да &amp; нет</p><ul><li><p>1 &lt; 2</p></li></ul><p>x<br>y&#8212;</p>')).toBe(
    'Да & нет\n1 < 2\n\nx\ny—',
  )
})

test('a draft of nothing but an empty paragraph is empty', () => {
  expect(isEmptyDraft(someFields({ html: '<p></p>' }))).toBe(true)
  expect(isEmptyDraft(someFields({ html: '<p>x</p>' }))).toBe(false)
})
