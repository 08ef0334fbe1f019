import { describe, expect, onTestFinished, test } from 'vitest'
import { transaction } from './platform/database.ts'
import { publish } from './platform/live.ts'
import { eventually } from './platform/testing/eventually.ts'
import { readEvents } from './testing/event-reader.ts'
import { startTestApp } from './testing/test-app.ts'
import type { TestClient } from './testing/test-client.ts'

// Nothing is received: only what the test does is told.
const app = await startTestApp({ env: { ROLE: 'web' } })
const { db, asAdministrator, asUser, asOutsider, asNobody, addPerson } = app

async function listen(client: TestClient, lastEventId?: string) {
  const reader = await readEvents(client, lastEventId)
  onTestFinished(reader.close)
  return reader
}

let count = 0
function createAccount(readers: string[] = []) {
  count += 1
  const server = { host: '127.0.0.1', port: 1, security: 'tls' as const, user: 'sales' }
  return asAdministrator.api.accounts.create({
    address: `sales${count}@corp.test`,
    password: 'secret',
    scope: 'shared',
    check: 'skip',
    incoming: { ...server, protocol: 'imap' },
    outgoing: server,
    grants: readers.map((userId) => ({ userId })),
  })
}

/** Comes after everything that was announced before it. */
const turnSettings = () => asAdministrator.api.settings.update({ reviewFlags: true })

describe('live events', () => {
  test('of the settings reach everybody who is signed in, and nobody else', async () => {
    const readers = [await listen(asAdministrator), await listen(asUser), await listen(asOutsider)]
    await turnSettings()
    for (const reader of readers) await reader.until('settings.changed')
    expect((await asNobody.fetch('/api/v1/events')).status).toBe(401)
  })

  test('of an account reach its readers, also of one that has just been made for them', async () => {
    const [admin, user, outsider] = [await listen(asAdministrator), await listen(asUser), await listen(asOutsider)]
    const { id: accountId } = await createAccount([asUser.actor.userId])
    await turnSettings()
    for (const reader of [admin, user]) {
      await reader.until('settings.changed')
      expect(reader.events).toContainEqual({ type: 'accounts.changed', accountId })
    }
    await outsider.until('settings.changed')
    expect(outsider.events).toEqual([{ type: 'settings.changed' }])
  })

  test('of an account stop with the right to read it, and its end is still told', async () => {
    const user = await listen(asUser)
    const { id: accountId } = await createAccount([asUser.actor.userId])
    const heard = () => user.events.filter((event) => 'accountId' in event && event.accountId === accountId).length
    await eventually(() => expect(heard()).toBe(1))
    await asAdministrator.api.accounts.update({ id: accountId, grants: [] })
    await eventually(() => expect(heard()).toBe(2))
    await asAdministrator.api.accounts.update({ id: accountId, name: 'Renamed' })
    await turnSettings()
    await user.until('settings.changed')
    expect(heard()).toBe(2)
  })

  test('that only the server listens to stay inside', async () => {
    const user = await listen(asUser)
    await transaction(db, (trx) =>
      publish(trx, { topic: 'user.changed', audience: ['everyone'], data: { secret: 'x' } }),
    )
    await turnSettings()
    await user.until('settings.changed')
    expect(user.events).toEqual([{ type: 'settings.changed' }])
  })
})

describe('a reader that comes back', () => {
  test('gets what it has slept through', async () => {
    const first = await listen(asUser)
    await turnSettings()
    const last = await first.until('settings.changed')
    await first.close()
    const { id: accountId } = await createAccount([asUser.actor.userId])
    const second = await listen(asUser, last)
    await second.until('accounts.changed')
    expect(second.events[0]).toEqual({ type: 'accounts.changed', accountId })
  })

  test('looks at everything again where nobody knows any more what it has missed', async () => {
    const reader = await listen(asUser, 'an id from before the restart')
    await reader.until('refresh')
    expect(reader.events).toEqual([{ type: 'refresh' }])
  })
})

describe('a stream ends', () => {
  test('with signing out, while another browser of the same user listens on', async () => {
    const person = await addPerson()
    const elsewhere = await app.signIn(person.email, person.password)
    const [here, there] = [await listen(person), await listen(elsewhere)]
    await person.api.sessions.signOut()
    await expect(here.ended).resolves.toBeUndefined()
    await turnSettings()
    await there.until('settings.changed')
  })

  test('with a user who is made inactive', async () => {
    const person = await addPerson()
    const reader = await listen(person)
    await asAdministrator.api.users.update({ id: person.actor.userId, active: false })
    await expect(reader.ended).resolves.toBeUndefined()
  })

  test('and is no more counted when its reader goes away', async () => {
    const metrics = async () => (await asAdministrator.fetch('/metrics')).text()
    await eventually(async () => expect(await metrics()).toContain('besedka_event_streams 0'))
    const reader = await listen(asUser)
    await eventually(async () => expect(await metrics()).toContain('besedka_event_streams 1'))
    await reader.close()
    await eventually(async () => expect(await metrics()).toContain('besedka_event_streams 0'))
  })
})
