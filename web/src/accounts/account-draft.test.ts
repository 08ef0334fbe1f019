import { describe, expect, test } from 'vitest'
import { anAccount } from '../testing/rows.ts'
import { draftOf, emptyDraft, withAddress, withSecurity, withServer } from './account-draft.ts'

const draft = withAddress(emptyDraft('shared'), 'Sales@Corp.Test ')

describe('an address fills in what suits most mail servers', () => {
  test('names, users and ports', () => {
    expect(draft.outgoing).toMatchObject({
      host: 'smtp.corp.test',
      port: '465',
      security: 'tls',
      user: 'Sales@Corp.Test',
    })
    expect(draft.incoming).toMatchObject({
      host: 'imap.corp.test',
      port: '993',
      security: 'tls',
      user: 'Sales@Corp.Test',
    })
  })

  test('but never over what a person has typed', () => {
    const typed = withServer(withServer(draft, 'incoming', { host: 'mail.corp.test' }), 'outgoing', { user: 'relay' })
    const moved = withAddress(typed, 'office@other.test')
    expect(moved.incoming.host).toBe('mail.corp.test')
    expect(moved.outgoing).toMatchObject({ host: 'smtp.other.test', user: 'relay' })
    expect(moved.incoming.user).toBe('office@other.test')
  })

  test('half an address names no server', () => {
    expect(withAddress(emptyDraft('shared'), 'sales').incoming.host).toBe('')
  })
})

describe('the protection of the connection', () => {
  test('takes its usual port along', () => {
    expect(withSecurity(draft, 'outgoing', 'starttls').outgoing).toMatchObject({ security: 'starttls', port: '587' })
    expect(withSecurity(draft, 'incoming', 'starttls').incoming.port).toBe('143')
  })

  test('but not from under a port that was typed', () => {
    const typed = withServer(draft, 'incoming', { port: '1993' })
    expect(withSecurity(typed, 'incoming', 'starttls').incoming.port).toBe('1993')
  })
})

test('a trusted certificate belongs to one server', () => {
  const trusted = withServer(draft, 'incoming', { certificateFingerprint: 'ab' })
  expect(withServer(trusted, 'incoming', { user: 'x' }).incoming.certificateFingerprint).toBe('ab')
  expect(withServer(trusted, 'incoming', { host: 'other.test' }).incoming.certificateFingerprint).toBeNull()
})

test('a stored account becomes a form without its passwords', () => {
  const server = {
    host: 'imap.corp.test',
    port: 1993,
    security: 'tls',
    user: 'sales',
    secureAuth: true,
    certificateFingerprint: 'ab',
    hasPassword: true,
  } as const
  const stored = anAccount('1', {
    aliases: ['a@corp.test', 'b@corp.test'],
    incoming: { ...server, protocol: 'imap', keepCopies: true, deleteAfterDays: 0 },
    useForSending: false,
  })
  const form = draftOf(stored)
  expect(form).toMatchObject({ password: '', aliases: 'a@corp.test\nb@corp.test', useForSending: false })
  expect(form.incoming).toMatchObject({
    host: 'imap.corp.test',
    port: '1993',
    user: 'sales',
    password: '',
    secureAuth: true,
    certificateFingerprint: 'ab',
  })
  expect(withAddress(form, 'new@other.test').incoming.host).toBe('imap.corp.test')
})
