import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { addUser } from '../testing/rows.ts'
import type { Actor } from '../users/actor.ts'
import type { AccountsService } from './accounts.service.ts'
import { createLabAccounts, labInput } from './testing/accounts-ground.ts'

const { db } = await createTestDatabase()
let lab: Lab
let service: AccountsService
/** Where private addresses are allowed to nobody but an administrator who says so. */
let strict: AccountsService
let administrator: Actor
let anna: Actor

beforeAll(async () => {
  lab = await startLab()
  service = await createLabAccounts(db, lab)
  strict = await createLabAccounts(db, lab, false)
})
afterAll(() => lab.stop())

beforeEach(async () => {
  await db.deleteFrom('accounts').execute()
  administrator = await addUser(db, 'administrator')
  anna = await addUser(db)
})

const count = async () => (await db.selectFrom('accounts').select('id').execute()).length

const input = (change: object = {}) => labInput(lab, change)

describe('saving an account', () => {
  test('S27 checks it, and one that fails the check is not saved', async () => {
    await expect(service.create(administrator, input({ password: 'wrong' }))).rejects.toMatchObject({
      code: 'AUTH_FAILED',
      details: { steps: expect.arrayContaining([expect.objectContaining({ step: 'login-outgoing', ok: false })]) },
    })
    expect(await count()).toBe(0)
    const account = await service.create(administrator, input())
    expect(account).toMatchObject({
      checked: true,
      state: 'waiting',
      address: 'anna@corp.test',
      rights: { manage: true },
    })
    expect(await count()).toBe(1)
  })

  test('B20 a deliberate skip saves it and marks it unchecked', async () => {
    const account = await service.create(administrator, input({ password: 'wrong', check: 'skip' }))
    expect(account.checked).toBe(false)
  })

  test('S27 a change of server, user, password or use is checked again, a change of name is not', async () => {
    const { id } = await service.create(administrator, input())
    await expect(service.update(administrator, id, { password: 'wrong' })).rejects.toMatchObject({
      code: 'AUTH_FAILED',
    })
    await expect(service.update(administrator, id, { incoming: { port: 1 } })).rejects.toMatchObject({
      code: 'CONNECTION_REFUSED',
    })
    expect(await service.update(administrator, id, { name: 'Другое имя' })).toMatchObject({
      name: 'Другое имя',
      checked: true,
    })
    const receiving = await service.receivingAccount(id)
    expect(receiving?.incoming).toMatchObject({ password: 'secret', port: lab.ports.imaps })
  })

  test('no password is stored in the clear or shown', async () => {
    const account = await service.create(administrator, input({ password: 'secret' }))
    expect(JSON.stringify(account)).not.toContain('"secret"')
    const row = await db.selectFrom('accounts').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain('"secret"')
  })

  test.each([
    ['an address without a server', { address: 'anna' }, 'ACCOUNT_ADDRESS_INVALID'],
    ['no use', { useForSending: false, useForReceiving: false }, 'ACCOUNT_USE_MISSING'],
    ['no password', { password: undefined }, 'ACCOUNT_PASSWORD_MISSING'],
    [
      'log-in without TLS',
      { incoming: { protocol: 'imap', host: 'localhost', port: 143, security: 'none', user: 'a' } },
      'PLAINTEXT_REFUSED',
    ],
    [
      'POP3 without a word on copies',
      { incoming: { protocol: 'pop3', host: 'localhost', port: 995, security: 'tls', user: 'a' } },
      'KEEP_COPIES_MISSING',
    ],
    [
      'deleting over IMAP',
      { incoming: { protocol: 'imap', host: 'localhost', port: 993, security: 'tls', user: 'a', keepCopies: false } },
      'KEEP_COPIES_IMAP',
    ],
  ])('%s is refused with its code', async (_name, change, code) => {
    await expect(service.create(administrator, input(change))).rejects.toMatchObject({ code })
    expect(await count()).toBe(0)
  })

  test('an address that is set up already is said before a server is asked', async () => {
    await service.create(administrator, input())
    await expect(
      service.create(administrator, input({ address: 'ANNA@corp.test', password: 'wrong' })),
    ).rejects.toMatchObject({ code: 'ACCOUNT_EXISTS' })
  })
})

describe('rights on accounts', () => {
  test('a user makes personal accounts only, and an administrator sees no more of one than that it is there', async () => {
    await expect(service.create(anna, input())).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const own = await service.create(anna, input({ scope: 'personal', check: 'skip' }))
    expect(own.rights).toEqual({ read: true, send: true, manage: true })
    expect(await service.read(administrator, own.id)).toMatchObject({
      incoming: null,
      rights: { read: false, send: false, manage: false },
    })
    await expect(service.update(administrator, own.id, { name: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const other = await addUser(db)
    await expect(service.read(other, own.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await service.list(other)).toEqual([])
  })

  test('a private server that an administrator has confirmed opens no other one to whoever else may change the account', async () => {
    await expect(strict.create(administrator, input())).rejects.toMatchObject({ code: 'HOST_PRIVATE' })
    const grants = [{ userId: anna.userId, manage: true }]
    const { id } = await strict.create(administrator, input({ confirmPrivateHosts: true, grants }))
    expect(await strict.update(anna, id, { password: 'secret' })).toMatchObject({ checked: true })
    for (const change of [{ host: '127.0.0.1' }, { port: lab.ports.imap }]) {
      await expect(strict.update(anna, id, { incoming: change, confirmPrivateHosts: true })).rejects.toMatchObject({
        code: 'HOST_PRIVATE',
      })
    }
    await strict.update(anna, id, { incoming: { host: 'mail.example.com' }, check: 'skip' })
    expect(await strict.check(anna, id)).toMatchObject({ ok: false, code: 'HOST_PRIVATE' })
  })

  test('a granted user reads a shared account and changes it only if granted', async () => {
    const { id } = await service.create(administrator, input({ check: 'skip', grants: [{ userId: anna.userId }] }))
    expect(await service.read(anna, id)).toMatchObject({
      rights: { read: true, send: true, manage: false },
      incoming: null,
    })
    await expect(service.remove(anna, id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(
      service.update(administrator, id, { grants: [{ userId: 'nobody', send: true, manage: false }] }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    await service.remove(administrator, id)
    expect(await service.list(anna)).toEqual([])
  })
})
