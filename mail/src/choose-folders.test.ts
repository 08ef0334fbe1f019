import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkFolderWishes, chooseFolders } from './choose-folders.ts'
import type { ServerFolder } from './folder-role.ts'

function folder(path: string, more: Partial<ServerFolder> = {}): ServerFolder {
  return { path, delimiter: '/', attributes: [], subscribed: false, ...more }
}

function reasons(folders: readonly ServerFolder[]): Record<string, string> {
  return Object.fromEntries(
    chooseFolders(folders).map((choice) => [choice.path, `${choice.load ? '+' : '-'} ${choice.reason}`]),
  )
}

describe('S19 S20 which folders are loaded', () => {
  test('S19 all but drafts, deleted letters and spam are loaded, sent ones included', () => {
    const folders = ['INBOX', 'Отправленные', 'Черновики', 'Удалённые', 'Спам', 'Заказы', 'Заказы/2024'].map((path) =>
      folder(path),
    )
    expect(reasons(folders)).toEqual({
      INBOX: '+ inbox',
      Отправленные: '+ no-subscriptions',
      Черновики: '- drafts',
      Удалённые: '- trash',
      Спам: '- junk',
      Заказы: '+ no-subscriptions',
      'Заказы/2024': '+ no-subscriptions',
    })
  })

  test('S19 the attribute excludes a folder whose name says nothing', () => {
    expect(reasons([folder('Hidden', { attributes: ['\\Junk'], subscribed: true }), folder('INBOX')])).toEqual({
      Hidden: '- junk',
      INBOX: '+ inbox',
    })
  })

  test('S19 what lies below an excluded folder is excluded, even where the parent is not listed', () => {
    expect(
      reasons([
        folder('INBOX.Trash', { delimiter: '.', attributes: ['\\Noselect'] }),
        folder('INBOX.Trash.Sent', { delimiter: '.', attributes: ['\\Sent'] }),
        folder('Drafts|template', { delimiter: '|' }),
        folder('Bin', { attributes: ['\\Archive'] }),
        folder('Bin/2020'),
      ]),
    ).toEqual({
      'INBOX.Trash': '- not-selectable',
      'INBOX.Trash.Sent': '- inside-excluded',
      'Drafts|template': '- inside-excluded',
      Bin: '+ no-subscriptions',
      'Bin/2020': '+ no-subscriptions',
    })
  })

  test('P25 parents that cannot be opened are passed over and their children are loaded', () => {
    expect(
      reasons([
        folder('INBOX'),
        folder('[Gmail]', { attributes: ['\\Noselect', '\\HasChildren'] }),
        folder('[Gmail]/Отправленные', { attributes: ['\\Sent'] }),
        folder('[Gmail]/Вся почта', { attributes: ['\\All'] }),
        folder('[Gmail]/Помеченные', { attributes: ['\\Flagged'] }),
        folder('Gone', { attributes: ['\\NonExistent'] }),
        folder('Gone/Here'),
      ]),
    ).toEqual({
      INBOX: '+ inbox',
      '[Gmail]': '- not-selectable',
      '[Gmail]/Отправленные': '+ no-subscriptions',
      '[Gmail]/Вся почта': '- view-of-all',
      '[Gmail]/Помеченные': '- view-of-flagged',
      Gone: '- not-selectable',
      'Gone/Here': '+ no-subscriptions',
    })
  })

  test('S20 with active folders only these are loaded, and INBOX in any case', () => {
    expect(
      reasons([
        folder('INBOX'),
        folder('Work', { subscribed: true }),
        folder('Private'),
        folder('Spam', { subscribed: true }),
      ]),
    ).toEqual({ INBOX: '+ inbox', Work: '+ subscribed', Private: '- not-subscribed', Spam: '- junk' })
  })

  test('S20 a subscription to a folder that is gone does not count as an active folder', () => {
    expect(
      reasons([folder('INBOX'), folder('Old', { subscribed: true, attributes: ['\\NonExistent'] }), folder('Work')]),
    ).toEqual({ INBOX: '+ inbox', Old: '- not-selectable', Work: '+ no-subscriptions' })
  })

  test('S19 a person may ask for an excluded folder and refuse a loaded one, but never INBOX', () => {
    const folders = [folder('INBOX'), folder('Spam'), folder('Work'), folder('Root', { attributes: ['\\Noselect'] })]
    const wishes = { load: new Set(['Spam', 'Root']), skip: new Set(['Work', 'INBOX']) }
    expect(chooseFolders(folders, wishes).map((choice) => [choice.load, choice.reason])).toEqual([
      [true, 'inbox'],
      [true, 'chosen-by-person'],
      [false, 'refused-by-person'],
      [false, 'not-selectable'],
    ])
  })

  test('P23 settings that leave out INBOX, map a role twice or name an unknown folder are refused with the reason', () => {
    const folders = [folder('INBOX'), folder('A'), folder('B')]
    const roles = new Map([
      ['A', 'sent'],
      ['B', 'sent'],
    ] as const)
    expect(checkFolderWishes(folders, { load: new Set(['C']), skip: new Set(['INBOX']) }, roles)).toEqual([
      { code: 'FOLDER_UNKNOWN', path: 'C' },
      { code: 'FOLDER_INBOX_REFUSED', path: 'INBOX' },
      { code: 'FOLDER_ROLE_TWICE', role: 'sent', paths: ['A', 'B'] },
    ])
    expect(checkFolderWishes(folders, { load: new Set(['A']), skip: new Set(['B']) })).toEqual([])
  })

  test('S20 every folder gets exactly one answer, in the order given, and the order changes no answer', () => {
    const segment = fc.constantFrom('INBOX', 'Trash', 'Спам', 'Work', 'Drafts', '[Gmail]', 'Sent', 'a')
    const anyFolder = fc.record({
      path: fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/')),
      delimiter: fc.constant('/'),
      attributes: fc.subarray(['\\Noselect', '\\Junk', '\\Sent', '\\All', '\\HasChildren']),
      subscribed: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.uniqueArray(anyFolder, { selector: (one) => one.path, maxLength: 12 }), (folders) => {
        const forward = chooseFolders(folders)
        const backward = chooseFolders([...folders].reverse()).reverse()
        expect(forward).toEqual(backward)
        expect(forward.map((choice) => choice.path)).toEqual(folders.map((one) => one.path))
      }),
      { numRuns: 300 },
    )
  })
})
