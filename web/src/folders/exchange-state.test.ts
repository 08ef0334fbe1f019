import { describe, expect, test } from 'vitest'
import { aFolder, anAccount, aStatus } from '../testing/rows.ts'
import { ledgerLine, worstTrouble } from './exchange-state.ts'

const of = (id: string, account = {}, status = {}) => ({ account: anAccount(id, account), status: aStatus(status) })

describe('the worst trouble', () => {
  test('what a person has to mend comes before what mends itself', () => {
    const accounts = [
      of('1', { checked: false }),
      of('2', {}, { state: 'failed', errorCode: 'CONNECTION_TIMEOUT' }),
      of('3', {}, { state: 'failed', errorCode: 'AUTH_FAILED' }),
    ]
    expect(worstTrouble(accounts)).toMatchObject({ accountId: '3', kind: 'failed', code: 'AUTH_FAILED' })
  })

  test('an account without a check comes last, and may be none at all', () => {
    expect(worstTrouble([of('1'), of('2', { checked: false })])).toMatchObject({ accountId: '2', kind: 'unchecked' })
    expect(worstTrouble([of('1')])).toBeNull()
  })

  test('a code of a newer server is trouble all the same; who may not mend it gets no remedy', () => {
    const rights = { read: true, send: true, manage: false }
    const accounts = [of('1', { rights }, { state: 'failed', errorCode: 'BRAND_NEW' })]
    expect(worstTrouble(accounts)).toMatchObject({ accountId: '1', code: null, canFix: false })
  })
})

describe('the ledger line', () => {
  test('sums over the loaded folders of all accounts that receive', () => {
    const line = ledgerLine([
      of(
        '1',
        {},
        {
          folders: [
            aFolder('1', 'INBOX', { server: 10, local: 8 }),
            aFolder('2', 'Junk', { loaded: false, server: 99 }),
          ],
        },
      ),
      of('2', {}, { folders: [aFolder('3', 'INBOX', { server: 5, local: 5 })] }),
      of('3', {}, { state: 'off', folders: [aFolder('4', 'INBOX', { server: 7, local: 0 })] }),
    ])
    expect(line).toMatchObject({ local: 13, server: 15, isRunning: false })
  })

  test('never claims more than the account that was compared longest ago', () => {
    const folders = (lastSuccess: string | null) => ({ folders: [aFolder('1', 'INBOX', { lastSuccess })] })
    const early = '2026-11-23T08:00:00.000Z'
    expect(
      ledgerLine([of('1', {}, folders(early)), of('2', {}, folders('2026-11-23T09:00:00.000Z'))])?.comparedAt,
    ).toEqual(new Date(early))
    expect(ledgerLine([of('1', {}, folders(null))])?.comparedAt).toBeNull()
  })

  test('a server that has not been asked yet has at least what is here', () => {
    expect(ledgerLine([of('1', {}, { folders: [aFolder('1', 'INBOX', { server: null, local: 3 })] })])).toMatchObject({
      local: 3,
      server: 3,
    })
    expect(ledgerLine([])).toBeNull()
  })
})
