import { describe, expect, test } from 'vitest'
import { commonAccount, foldersAfter, lettersBeside, movable, originOf, waysBack } from './move-plan.ts'

const folder = (id: string, role = 'normal') => ({ id, path: `Folder ${id}`, name: `Folder ${id}`, role })
const inbox = folder('2', 'inbox')
const archive = folder('9', 'archive')
const letter = (id: string, folders = [inbox], account = '1') => ({ id, folders, account: { id: account, name: '' } })
const toArchive = { accountId: '1', folder: archive }

describe('moving letters', () => {
  test('takes a letter from INBOX before other folders', () => {
    expect(originOf(letter('5', [folder('1'), inbox]))).toEqual(inbox)
    expect(originOf(letter('5', [folder('1'), folder('3')]))?.id).toBe('1')
    expect(originOf(letter('5', []))).toBeNull()
  })

  test('passes over letters of other accounts, those that lie nowhere, and those that are there already', () => {
    const letters = [letter('1'), letter('2', [inbox], '7'), letter('3', []), letter('4', [inbox, archive])]
    expect(movable(letters, toArchive).map(({ id }) => id)).toEqual(['1'])
  })

  test('leaves other places of the letter alone', () => {
    expect(foldersAfter(letter('1', [folder('3'), inbox]), toArchive).map(({ id }) => id)).toEqual(['3', '9'])
  })

  test('is taken back folder by folder', () => {
    const letters = [letter('1'), letter('2', [folder('3')]), letter('4')]
    expect(waysBack(letters)).toEqual([
      { folder: '2', ids: ['1', '4'] },
      { folder: '3', ids: ['2'] },
    ])
  })

  test('of a folded thread takes the letters that lie beside the row, not those in Sent or in other accounts', () => {
    const thread = [letter('1'), letter('2', [folder('3')]), letter('4', [inbox], '7'), letter('5')]
    expect(lettersBeside(letter('1'), thread).map(({ id }) => id)).toEqual(['1', '5'])
  })

  test('is offered for letters of one account alone', () => {
    expect(commonAccount([letter('1'), letter('2')])).toBe('1')
    expect(commonAccount([letter('1'), letter('2', [inbox], '7')])).toBeNull()
    expect(commonAccount([letter('1'), letter('2', [])])).toBeNull()
    expect(commonAccount([])).toBeNull()
  })
})
