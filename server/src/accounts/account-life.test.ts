import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { listReceiving } from '../mailbox/receiving.store.ts'
import { transaction } from '../platform/database.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { addUser } from '../testing/rows.ts'
import type { Actor } from '../users/actor.ts'
import { readableAccountIds } from './accounts.access.ts'
import type { AccountsService } from './accounts.service.ts'
import type { CheckStep } from './check-steps.ts'
import { createLabAccounts, labInput } from './testing/accounts-ground.ts'

const { db } = await createTestDatabase()
let lab: Lab
let service: AccountsService
let administrator: Actor
let anna: Actor

beforeAll(async () => {
  lab = await startLab()
  service = await createLabAccounts(db, lab)
  await db.updateTable('settings').set({ mailClient: true }).execute()
})
afterAll(() => lab.stop())

beforeEach(async () => {
  await db.deleteFrom('accounts').execute()
  administrator = await addUser(db, 'administrator')
  anna = await addUser(db)
})

const input = (change: object = {}) => labInput(lab, change)
const served = async () => (await listReceiving(db)).map(({ accountId }) => accountId)

describe('a personal account', () => {
  const personal = () => service.create(anna, input({ scope: 'personal', check: 'skip' }))

  test('B21 changes servers, users, address and uses only with the current password of the mailbox', async () => {
    const { id } = await personal()
    const changes = [
      { incoming: { host: '127.0.0.1' } },
      { outgoing: { user: 'other@corp.test' } },
      { address: 'other@corp.test' },
      { useForSending: false },
      { incoming: { certificateFingerprint: 'a'.repeat(64) } },
      { password: 'another', check: 'skip' as const },
    ]
    for (const change of changes) {
      await expect(service.update(anna, id, { ...change, check: 'skip' })).rejects.toMatchObject({
        code: 'CURRENT_PASSWORD_WRONG',
      })
    }
    await expect(
      service.update(anna, id, { address: 'other@corp.test', currentPassword: 'guessed', check: 'skip' }),
    ).rejects.toMatchObject({ code: 'CURRENT_PASSWORD_WRONG' })
    expect(await service.read(anna, id)).toMatchObject({ address: 'anna@corp.test', useForSending: true })
    const moved = await service.update(anna, id, {
      incoming: { host: '127.0.0.1' },
      currentPassword: 'secret',
      check: 'skip',
    })
    expect(moved.incoming?.host).toBe('127.0.0.1')
    expect(await service.update(anna, id, { name: 'Моя почта', timeoutSeconds: 10 })).toMatchObject({
      name: 'Моя почта',
    })
  })

  test('B21 takes a new password that the servers accept: who knows it owns the mailbox', async () => {
    const { id } = await service.create(anna, input({ scope: 'personal', password: 'outdated', check: 'skip' }))
    await expect(service.update(anna, id, { password: 'wrong' })).rejects.toMatchObject({ code: 'AUTH_FAILED' })
    expect(await service.update(anna, id, { password: 'secret' })).toMatchObject({ checked: true })
  })

  test('B21 is shut when an administrator resets the password of its owner, until that of the mailbox is typed', async () => {
    const { id } = await personal()
    expect(await readableAccountIds(db, anna)).toEqual([id])
    await transaction(db, (trx) => service.lockMailOf(trx, anna.userId))
    expect(await readableAccountIds(db, anna)).toEqual([])
    expect(await service.read(anna, id)).toMatchObject({ locked: true, rights: { read: false, send: false } })
    await expect(service.unlock(administrator, id, 'secret')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(service.unlock(anna, id, 'guessed')).rejects.toMatchObject({ code: 'CURRENT_PASSWORD_WRONG' })
    expect(await service.unlock(anna, id, 'secret')).toMatchObject({ locked: false, rights: { read: true } })
    expect(await readableAccountIds(db, anna)).toEqual([id])
  })

  test('B21 is not opened by guessing', async () => {
    const { id } = await personal()
    await transaction(db, (trx) => service.lockMailOf(trx, anna.userId))
    for (let guess = 0; guess < 5; guess += 1) {
      await expect(service.unlock(anna, id, `guess ${guess}`)).rejects.toMatchObject({ code: 'CURRENT_PASSWORD_WRONG' })
    }
    await expect(service.unlock(anna, id, 'secret')).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' })
  })
})

describe('the rights of a grant', () => {
  test('B21 to read, to send and to manage are three', async () => {
    const [reader, sender, keeper] = [anna, await addUser(db), await addUser(db)]
    const { id } = await service.create(
      administrator,
      input({
        check: 'skip',
        grants: [
          { userId: reader.userId, send: false, manage: false },
          { userId: sender.userId, send: true, manage: false },
          { userId: keeper.userId, send: true, manage: true },
        ],
      }),
    )
    const rights = async (actor: Actor) => (await service.read(actor, id)).rights
    expect(await rights(reader)).toEqual({ read: true, send: false, manage: false })
    expect(await rights(sender)).toEqual({ read: true, send: true, manage: false })
    expect(await rights(keeper)).toEqual({ read: true, send: true, manage: true })
    await expect(service.update(sender, id, { name: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(await service.update(keeper, id, { name: 'Отдел' })).toMatchObject({ name: 'Отдел' })
  })
})

describe('the system account', () => {
  test('S12 S26 is one, shared, sends, and has a password', async () => {
    await expect(service.create(anna, input({ scope: 'personal', system: true }))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(service.create(administrator, input({ system: true, password: undefined }))).rejects.toMatchObject({
      code: 'ACCOUNT_PASSWORD_MISSING',
    })
    await expect(service.create(administrator, input({ system: true, useForSending: false }))).rejects.toMatchObject({
      code: 'ACCOUNT_CANNOT_SEND',
    })
    const first = await service.create(administrator, input({ system: true, check: 'skip' }))
    expect(first.system).toBe(true)
    const second = await service.create(administrator, input({ address: 'office@corp.test', check: 'skip' }))
    expect(second.system).toBe(false)
    expect(await service.update(administrator, second.id, { system: true })).toMatchObject({ system: true })
    expect((await service.read(administrator, first.id)).system).toBe(false)
  })

  test('S10 may be made of an account by an administrator alone', async () => {
    const grants = [{ userId: anna.userId, send: true, manage: true }]
    const { id } = await service.create(administrator, input({ check: 'skip', grants }))
    await expect(service.update(anna, id, { system: true })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('the life of an account', () => {
  test('S25 a pause stops receiving, and going on starts it at once', async () => {
    const { id } = await service.create(administrator, input({ check: 'skip' }))
    expect(await served()).toEqual([id])
    expect(await service.update(administrator, id, { paused: true })).toMatchObject({ paused: true, state: 'off' })
    expect(await served()).toEqual([])
    expect(await service.receivingAccount(id)).toBeNull()
    expect(await service.update(administrator, id, { paused: false })).toMatchObject({ state: 'waiting' })
    expect(await served()).toEqual([id])
  })

  test('S25 removed with its letters kept it exchanges nothing, forgets its passwords, and its address is free', async () => {
    const { id } = await service.create(administrator, input({ check: 'skip' }))
    await service.remove(administrator, id, 'keep')
    expect(await service.read(administrator, id)).toMatchObject({ state: 'off', rights: { read: true } })
    expect((await service.read(administrator, id)).closedAt).not.toBeNull()
    expect(await service.receivingAccount(id)).toBeNull()
    expect(await service.sendingAccount(id)).toBeNull()
    const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect([row.incomingPassword, row.outgoingPassword]).toEqual([null, null])
    await expect(service.update(administrator, id, { name: 'x' })).rejects.toMatchObject({ code: 'ACCOUNT_CLOSED' })
    const again = await service.create(administrator, input({ check: 'skip' }))
    expect(again.id).not.toBe(id)
    await service.remove(administrator, id, 'delete')
    await expect(service.read(administrator, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('before the first receipt', () => {
  test('P02 P22 says how many letters lie there, and receives nothing before it is told what', async () => {
    const { id } = await service.create(administrator, input({ firstReceipt: 'ask' }))
    expect(await service.read(administrator, id)).toMatchObject({ awaitsChoice: true, state: 'off' })
    expect(await served()).toEqual([])
    const client = await lab.imap('anna@corp.test')
    for (const folder of ['INBOX', 'INBOX', 'Archive', 'Trash']) {
      await client.append(folder, 'From: pavel@client.test\r\nSubject: Order\r\n\r\nHello\r\n')
    }
    const there = await service.mailbox(administrator, id)
    expect(there.letters).toBe(3)
    expect(there.folders).toEqual(expect.arrayContaining([{ path: 'INBOX', letters: 2 }]))
    expect(there.folders.map(({ path }) => path)).not.toContain('Trash')
    await expect(service.chooseFirstReceipt(administrator, id, { load: 'since' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    })
    const since = '2026-03-01T00:00:00.000Z'
    expect(await service.chooseFirstReceipt(administrator, id, { load: 'since', since })).toMatchObject({
      awaitsChoice: false,
      state: 'waiting',
      loadSince: since,
    })
    expect(await service.receivingAccount(id)).toMatchObject({ loadSince: new Date(since) })
    expect(await served()).toEqual([id])
  })
})

describe('a check that somebody watches', () => {
  const watch = () => {
    const gaveUp = new AbortController()
    const steps: CheckStep[] = []
    return { gaveUp, steps, watcher: { signal: gaveUp.signal, onStep: (step: CheckStep) => void steps.push(step) } }
  }

  test('S28 S29 tells each step as it ends', async () => {
    const { steps, watcher } = watch()
    const { id } = await service.create(administrator, input(), watcher)
    expect(steps.map(({ step }) => step)).toContain('see-trial-letter')
    steps.length = 0
    const result = await service.check(administrator, id, watcher)
    expect(steps).toEqual(result.steps)
  })

  test('S27 one that is given up saves nothing', async () => {
    const { gaveUp, watcher } = watch()
    gaveUp.abort()
    await expect(service.create(administrator, input(), watcher)).rejects.toThrow('aborted')
    expect(await service.list(administrator)).toEqual([])
  })
})
