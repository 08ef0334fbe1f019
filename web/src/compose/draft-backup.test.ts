// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest'
import { someFields } from '../testing/drafts.ts'
import { dropBackup, keepBackup, readBackup } from './draft-backup.ts'

beforeEach(() => localStorage.clear())

const backup = {
  base: { version: 3, fields: someFields({ html: '<p>Saved</p>' }) },
  fields: someFields({ html: '<p>Saved, and more</p>', to: [{ name: 'Anna', address: 'anna@x.test' }] }),
}

test('B16 what could not be saved comes back whole, with what it was written over', () => {
  keepBackup('anna', '7', backup)
  expect(readBackup('anna', '7')).toEqual(backup)
  dropBackup('anna', '7')
  expect(readBackup('anna', '7')).toBeNull()
})

test('B16 it is nobody else’s, and of no other draft', () => {
  keepBackup('anna', '7', backup)
  expect(readBackup('igor', '7')).toBeNull()
  expect(readBackup('anna', '8')).toBeNull()
})

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"base":{},"fields":{}}',
  '{"base":{"version":1,"fields":{"to":[]}},"fields":{"to":[]}}',
])('B16 what lies there and is no draft is none: %s', (text) => {
  localStorage.setItem('besedka-draft-anna-7', text)
  expect(readBackup('anna', '7')).toBeNull()
})

test('B16 a browser that is full or forbids storage breaks nothing', () => {
  const refuse = () => {
    throw new DOMException('no room', 'QuotaExceededError')
  }
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse)
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse)
  vi.spyOn(Storage.prototype, 'removeItem').mockImplementation(refuse)
  keepBackup('anna', '7', backup)
  dropBackup('anna', '7')
  expect(readBackup('anna', '7')).toBeNull()
  vi.restoreAllMocks()
})
