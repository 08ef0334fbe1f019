import { describe, expect, test } from 'vitest'
import { folderNamesByLanguage } from './folder-names.ts'
import { decideFolderRole, type FolderRole } from './folder-role.ts'

function roleOf(path: string, attributes: readonly string[] = [], delimiter: string | null = '/'): FolderRole {
  return decideFolderRole({ path, delimiter, attributes }).role
}

describe('S19 the role of a server folder', () => {
  test('S19 an attribute decides before the name, in any case', () => {
    expect(decideFolderRole({ path: 'Archive', delimiter: '/', attributes: ['\\HasNoChildren', '\\TRASH'] })).toEqual({
      role: 'trash',
      reason: 'attribute',
      evidence: '\\TRASH',
    })
    expect(roleOf('Спам', ['\\Sent'])).toBe('sent')
  })

  test('S19 INBOX is the inbox in any case, at the top only, whatever its attributes', () => {
    expect(roleOf('INBOX')).toBe('inbox')
    expect(roleOf('inbox', ['\\Junk'])).toBe('inbox')
    expect(roleOf('Old/INBOX')).toBe('normal')
  })

  test.each([
    ['Deleted Items', 'trash'],
    ['Deleted Messages', 'trash'],
    ['Junk E-mail', 'junk'],
    ['Junk Email', 'junk'],
    ['bulk mail', 'junk'],
    ['Удаленные', 'trash'],
    ['Удалённые', 'trash'],
    ['УДАЛЁННЫЕ', 'trash'],
    ['Черновики', 'drafts'],
    ['draftBox', 'drafts'],
    ['[Gmail]/Спам', 'junk'],
    ['[Gmail]/Корзина', 'trash'],
    ['[Google Mail]/Papierkorb', 'trash'],
    ['INBOX/Sent Items', 'sent'],
    ['Отправленные', 'sent'],
    ['Éléments supprimés', 'trash'],
    ['Elements supprimes', 'trash'],
    ['Gönderilmiş Öğeler', 'sent'],
    ['ÇÖP KUTUSU', 'trash'],
    ['İstenmeyen Posta', 'junk'],
    ['ゴミ箱', 'trash'],
    ['보낸편지함', 'sent'],
    ['已删除邮件', 'trash'],
    ['Нежелательная почта', 'junk'],
    ['Sent to clients', 'normal'],
    ['Спамеры', 'normal'],
    ['Договоры', 'normal'],
    ['---', 'normal'],
    ['', 'normal'],
  ] as const)('S19 "%s" is %s by its name', (path, role) => {
    expect(roleOf(path)).toBe(role)
  })

  test.each(['.', '/', '\\', '|', '^'])('S19 the last segment counts with the separator "%s"', (delimiter) => {
    expect(roleOf(`INBOX${delimiter}Trash`, [], delimiter)).toBe('trash')
    expect(roleOf(`Trash${delimiter}2024`, [], delimiter)).toBe('normal')
  })

  test('S19 a flat list has whole names only', () => {
    expect(roleOf('INBOX.Trash', [], null)).toBe('normal')
    expect(roleOf('Trash', [], null)).toBe('trash')
  })

  test('S19 views of other letters count by name only below a root in brackets', () => {
    expect(roleOf('[Gmail]/All Mail')).toBe('all')
    expect(roleOf('[Gmail]/Вся почта')).toBe('all')
    expect(roleOf('[Gmail]/Важное')).toBe('flagged')
    expect(roleOf('Важное')).toBe('normal')
    expect(roleOf('Clients/Important')).toBe('normal')
    expect(roleOf('Anything', ['\\Important'])).toBe('flagged')
  })

  test('S19 every language names all three excluded roles and sent, and no name of a language stands for two roles', () => {
    const languages = Object.entries(folderNamesByLanguage)
    expect(languages.length).toBeGreaterThanOrEqual(27)
    for (const [language, names] of languages) {
      for (const role of ['sent', 'drafts', 'trash', 'junk', 'archive'] as const) {
        expect(names[role].length, language).toBeGreaterThan(0)
        for (const name of names[role]) expect([name, roleOf(name)]).toEqual([name, role])
      }
    }
  })
})
