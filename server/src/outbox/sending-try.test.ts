import { expect, test } from 'vitest'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { addAccount, addUser } from '../testing/rows.ts'
import type { TryOutcome } from './decide-delivery.ts'
import { createDraft } from './drafts.service.ts'
import { markHanded } from './outbox.store.ts'
import { readDelivery, sendDraft } from './sending.service.ts'
import { beginSending, settleSending } from './sending-try.ts'

const { db } = await createTestDatabase()
const actor = await addUser(db, 'administrator')
const account = await addAccount(db)
await db.updateTable('accounts').set({ outgoingHost: 'localhost' }).execute()

const TAKEN: TryOutcome = { kind: 'accepted', refused: [] }

/** A letter that a job would send now; none runs here. */
async function queueLetter(): Promise<string> {
  const deps = { db, openOriginal: () => Promise.reject(new Error('nothing is answered here')) }
  const to = [{ name: '', address: 'a@client.test' }]
  const id = await createDraft(deps, actor, { kind: 'email', mode: 'new', account, to, text: 'x' })
  await sendDraft(db, actor, id, { idempotencyKey: id, sendAt: new Date(0), resend: false })
  return id
}

const stateOf = async (id: string) => (await readDelivery(db, actor, id)).state

async function begin(id: string) {
  const begun = await beginSending(db, id)
  if (begun === null) throw new Error('no try was begun')
  return begun
}

test('P70 a try that died before the end of the letter left is begun again', async () => {
  const id = await queueLetter()
  await begin(id)
  expect(await stateOf(id)).toBe('sending')
  const second = await begin(id)
  expect(second).toMatchObject({ attempt: 2, recipients: ['a@client.test'] })
  expect(await markHanded(db, id, second.attempt)).toBe(true)
  expect(await settleSending(db, second, TAKEN, undefined)).toBe('sent')
  expect(await beginSending(db, id)).toBeNull()
})

test('P70 a try that died after the end of the letter left is unconfirmed, and none is begun', async () => {
  const id = await queueLetter()
  const first = await begin(id)
  expect(await markHanded(db, id, first.attempt)).toBe(true)
  expect(await beginSending(db, id)).toBeNull()
  expect(await stateOf(id)).toBe('unconfirmed')
  expect(await beginSending(db, id)).toBeNull()
})

test('P70 of two tries at once the later one alone may hand the letter over and have the last word', async () => {
  const id = await queueLetter()
  const first = await begin(id)
  const second = await begin(id)
  expect(await markHanded(db, id, first.attempt)).toBe(false)
  expect(await settleSending(db, first, TAKEN, undefined)).toBeNull()
  expect(await stateOf(id)).toBe('sending')
  expect(await markHanded(db, id, second.attempt)).toBe(true)
  expect(await settleSending(db, second, TAKEN, undefined)).toBe('sent')
})
