import { describe, expect, test } from 'vitest'
import { type AccountIdentity, decideDirection, type SendingEvidence } from './direction.ts'

const account: AccountIdentity = { address: 'Me@yandex.ru', aliases: ['info@firma.рф'], loadSelfAddressed: false }
const nothing: SendingEvidence = { folderRole: 'inbox', inOutbox: false, dkimDomains: [], spfDomain: null }
const sent: SendingEvidence = { ...nothing, folderRole: 'sent' }

function letter(from: string, ...to: string[]) {
  return { from: from ? [{ address: from }] : [], sender: [], to: to.map((address) => ({ address })), cc: [], bcc: [] }
}

describe('S21 incoming or outgoing', () => {
  test('S21 a letter from somebody else is incoming wherever it lies', () => {
    for (const found of [nothing, sent]) {
      const decision = decideDirection(letter('other@mail.ru', 'me@ya.ru'), account, found)
      expect(decision).toEqual({ direction: 'incoming', proved: false, evidence: null, skip: null })
    }
    expect(decideDirection(letter(''), account, nothing).direction).toBe('incoming')
    expect(decideDirection(letter('me+other@yandex.ru'), account, nothing).direction).toBe('incoming')
  })

  test.each(['ME@YANDEX.RU', 'me@ya.ru', 'info@firma.рф', 'INFO@firma.xn--p1ai'])(
    'S21 a letter from %s is outgoing and, without evidence, not proved',
    (from) => {
      const decision = decideDirection(letter(from, 'client@mail.ru'), account, nothing)
      expect(decision).toEqual({ direction: 'outgoing', proved: false, evidence: null, skip: null })
    },
  )

  test('S21 the Sent folder, our outbox, an aligned DKIM or SPF pass are evidence', () => {
    const evidence = (found: Partial<SendingEvidence>) =>
      decideDirection(letter('me@ya.ru', 'client@mail.ru'), account, { ...nothing, ...found }).evidence
    expect(evidence({ folderRole: 'sent' })).toBe('sent-folder')
    expect(evidence({ inOutbox: true })).toBe('outbox')
    expect(evidence({ dkimDomains: ['list.example', 'yandex.ru'] })).toBe('dkim')
    expect(evidence({ spfDomain: 'bounces.ya.ru' })).toBe('spf')
  })

  test('S21 a pass of a foreign domain and a folder other than Sent are no evidence', () => {
    const decision = decideDirection(letter('me@ya.ru', 'client@mail.ru'), account, {
      folderRole: 'archive',
      inOutbox: false,
      dkimDomains: ['evil.example', 'notya.ru', 'ru'],
      spfDomain: 'evil.example',
    })
    expect(decision).toMatchObject({ direction: 'outgoing', proved: false })
  })

  test('S21 with several authors the Sender field decides', () => {
    const both = {
      ...letter('boss@firma.com', 'client@mail.ru'),
      from: [{ address: 'boss@firma.com' }, { address: 'me@ya.ru' }],
    }
    expect(decideDirection(both, account, nothing).direction).toBe('incoming')
    expect(decideDirection({ ...both, sender: [{ address: 'me@ya.ru' }] }, account, nothing).direction).toBe('outgoing')
  })
})

describe('S22 letters to oneself', () => {
  const toSelf = letter('me@ya.ru', 'client@mail.ru', 'ME@yandex.com')

  test('S22 a copy outside of Sent goes to the skip list, forged or sent by our outbox', () => {
    expect(decideDirection(toSelf, account, nothing)).toMatchObject({ skip: 'self-addressed', proved: false })
    expect(decideDirection(toSelf, account, { ...nothing, inOutbox: true })).toMatchObject({
      skip: 'self-addressed',
      evidence: 'outbox',
    })
  })

  test.each(['to', 'cc', 'bcc'] as const)('S22 own address in %s counts, an alias too', (field) => {
    const one = { ...letter('me@ya.ru', 'client@mail.ru'), [field]: [{ address: 'info@firma.рф' }] }
    expect(decideDirection(one, account, nothing).skip).toBe('self-addressed')
  })

  test('S22 P10 the copy in Sent is loaded: it is the outgoing letter itself', () => {
    expect(decideDirection(toSelf, account, sent)).toEqual({
      direction: 'outgoing',
      proved: true,
      evidence: 'sent-folder',
      skip: null,
    })
  })

  test('S22 the setting of the account loads them all', () => {
    expect(decideDirection(toSelf, { ...account, loadSelfAddressed: true }, nothing)).toMatchObject({
      direction: 'outgoing',
      skip: null,
    })
  })

  test('S22 a letter of somebody else to the own address is never skipped', () => {
    expect(decideDirection(letter('other@mail.ru', 'me@ya.ru'), account, nothing).skip).toBeNull()
  })
})
