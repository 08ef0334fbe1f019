import { describe, expect, test } from 'vitest'
import { accountRequest } from '../account-request.ts'
import { readCsv, readImport } from './import-rows.ts'

describe('S25 a file of accounts', () => {
  test('is read with quotes, semicolons inside them, an UTF-8 mark and Windows ends of lines', () => {
    expect(readCsv('\uFEFFa;b\r\n"x;""y""";"p w"\r\n\r\n')).toEqual([
      ['a', 'b'],
      ['x;"y"', 'p w'],
    ])
  })

  test('has headings in either language, in any order, or none', () => {
    const [russian] = readImport('Пароль,Адрес,Наименование\nпа"роль,sales@corp.test,Отдел', [])
    expect(russian).toMatchObject({
      problem: null,
      hasServers: false,
      draft: { address: 'sales@corp.test', password: 'па"роль', name: 'Отдел' },
    })
    const [bare] = readImport('sales@corp.test;secret', [])
    expect(bare).toMatchObject({ problem: null, draft: { address: 'sales@corp.test', password: 'secret' } })
  })

  test('may name servers, which are sent as they stand', () => {
    const [row] = readImport('sales@corp.test;s;Sales;;mail.corp.test:143;mail.corp.test:465;sales;imap', [])
    if (row === undefined) throw new Error('no row')
    expect(accountRequest(row.draft, 'required')).toMatchObject({
      incoming: { host: 'mail.corp.test', port: 143, security: 'starttls', user: 'sales' },
      outgoing: { host: 'mail.corp.test', port: 465, security: 'tls' },
    })
  })

  test('never deletes from a POP3 server by itself', () => {
    const [row] = readImport('sales@corp.test;s;;;m.test:995;m.test:465;;POP3', [])
    if (row === undefined) throw new Error('no row')
    expect(accountRequest(row.draft, 'required').incoming).toMatchObject({ protocol: 'pop3', keepCopies: true })
  })

  test.each([
    ['no address;s', 'address'],
    ['sales@corp.test;', 'password'],
    ['sales@corp.test;s;;;host;host:465', 'server'],
    ['sales@corp.test;s;;;host:70000;host:465', 'server'],
    ['sales@corp.test;s;;;host:993', 'server'],
    ['Taken@corp.test;s', 'exists'],
  ])('says what is wrong in %s', (line, problem) => {
    expect(readImport(line, ['taken@corp.test'])[0]?.problem).toBe(problem)
  })

  test('says which address stands there twice, and keeps the order of fifty', () => {
    const lines = Array.from({ length: 50 }, (_, index) => `box${index}@corp.test;secret`)
    const rows = readImport([...lines, 'BOX3@corp.test;other'].join('\n'), [])
    expect(rows).toHaveLength(51)
    expect(rows.map(({ problem }) => problem).filter(Boolean)).toEqual(['twice'])
    expect(rows[50]?.problem).toBe('twice')
  })
})
