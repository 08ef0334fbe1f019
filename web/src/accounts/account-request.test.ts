import { accountInput } from '@besedka/contract/accounts'
import { describe, expect, test } from 'vitest'
import { emptyDraft, withAddress, withServer } from './account-draft.ts'
import { accountRequest, problemsOf } from './account-request.ts'

const draft = { ...withAddress(emptyDraft('shared'), 'sales@corp.test'), password: 'secret', senderName: ' Sales ' }

describe('what is sent', () => {
  test('is what the contract declares', () => {
    const request = accountRequest(draft, 'required')
    expect(accountInput.parse(request)).toMatchObject({
      address: 'sales@corp.test',
      senderName: 'Sales',
      password: 'secret',
      outgoing: { host: 'smtp.corp.test', port: 465 },
      incoming: { host: 'imap.corp.test', port: 993, protocol: 'imap' },
      check: 'required',
    })
  })

  test('names no server for a use that the account does not have, and no password that was not typed', () => {
    const request = accountRequest({ ...draft, useForSending: false, password: '' }, 'skip')
    expect(request).not.toHaveProperty('outgoing')
    expect(request).not.toHaveProperty('password')
    expect(request.incoming).not.toHaveProperty('password')
    expect(request.check).toBe('skip')
  })

  test('parts other addresses however they were typed', () => {
    expect(accountRequest({ ...draft, aliases: ' a@x.test\n\nb@x.test, c@x.test;' }, 'required').aliases).toEqual([
      'a@x.test',
      'b@x.test',
      'c@x.test',
    ])
  })

  test('a personal account is granted to nobody', () => {
    const granted = { ...draft, grants: [{ userId: 'u', send: true, manage: false }] }
    expect(accountRequest(granted, 'required').grants).toHaveLength(1)
    expect(accountRequest({ ...granted, scope: 'personal' }, 'required').grants).toEqual([])
  })
})

describe('what is missing is said beside its field', () => {
  test.each([
    ['nothing', draft, {}],
    ['an address', { ...draft, address: 'sales' }, { address: 'addressInvalid' }],
    ['a password', { ...draft, password: '' }, { password: 'required' }],
    ['a use', { ...draft, useForSending: false, useForReceiving: false }, { uses: 'useMissing' }],
    ['a host', withServer(draft, 'incoming', { host: ' ' }), { 'incoming.host': 'required' }],
    ['a port', withServer(draft, 'outgoing', { port: '70000' }), { 'outgoing.port': 'portInvalid' }],
    [
      'a port of a server that is not used',
      { ...withServer(draft, 'outgoing', { port: 'x' }), useForSending: false },
      {},
    ],
    ['a time', { ...draft, timeoutSeconds: '0' }, { timeoutSeconds: 'required' }],
  ] as const)('%s', (_, form, expected) => {
    expect(problemsOf(form, { isNew: true })).toEqual(expected)
  })

  test('a stored account keeps its password, and own passwords of both servers do instead of one', () => {
    expect(problemsOf({ ...draft, password: '' }, { isNew: false })).toEqual({})
    const own = withServer(withServer({ ...draft, password: '' }, 'incoming', { password: 'a' }), 'outgoing', {
      password: 'b',
    })
    expect(problemsOf(own, { isNew: true })).toEqual({})
  })
})
