import { contract } from '@besedka/contract/contract'
import type { EndpointMeta } from '@besedka/contract/endpoint'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { listProcedures } from '../platform/http-binding.ts'
import { startLiveEvents } from '../platform/live-events.ts'
import { createLogger } from '../platform/log.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { startBareApp, startTestApp, urlOf } from '../testing/test-app.ts'
import { createTestClient } from '../testing/test-client.ts'
import { followMailClientSwitch } from './mail-client-switch.service.ts'

const app = await startTestApp()
const { db, connection, asAdministrator, asUser } = app
const { settings } = asAdministrator.api

const gated = listProcedures(contract).flatMap(({ name, procedure }) => {
  const { route } = procedure['~orpc']
  const { needsMailClient } = procedure['~orpc'].meta as EndpointMeta
  const path = route.path?.replaceAll(/\{\w+\}/g, '1') ?? ''
  return needsMailClient ? [{ name, method: route.method ?? 'GET', path }] : []
})

beforeEach(async () => {
  await settings.update({ mailClient: true, htmlOutgoing: true, otherInteractions: false, reviewFlags: true })
})

describe('the master switch', () => {
  test('S01 switched off refuses every interaction endpoint with one code', async () => {
    const names = gated.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining(Object.keys(contract.interactions).map((verb) => `interactions.${verb}`)),
    )
    await settings.update({ mailClient: false })
    for (const { name, method, path } of gated) {
      for (const person of [asAdministrator, asUser]) {
        const answer = await person.fetch(`/api/v1${path}`, { method })
        expect([name, answer.status, await answer.json()]).toMatchObject([name, 409, { code: 'MAIL_CLIENT_OFF' }])
      }
    }
    await settings.update({ mailClient: true })
    for (const { name, method, path } of gated) {
      const answer = await asUser.fetch(`/api/v1${path}`, { method })
      expect([name, await answer.text()]).toEqual([name, expect.not.stringContaining('MAIL_CLIENT_OFF')])
    }
  })

  test('S01 is turned by administrators alone, while everybody sees where it stands', async () => {
    await expect(asUser.api.settings.update({ mailClient: false })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await settings.update({ mailClient: false })
    await expect(asUser.api.settings.read()).resolves.toMatchObject({ mailClient: false })
    await expect(asUser.api.sessions.current()).resolves.toMatchObject({ mailClient: false })
  })

  test('S01 switched off leaves accounts to be seen and the program to be administered', async () => {
    await settings.update({ mailClient: false })
    await expect(asAdministrator.api.accounts.list()).resolves.toEqual({ items: [] })
    await expect(asAdministrator.api.users.list()).resolves.toBeDefined()
    await expect(settings.update({ organization: 'ООО «Беседка»', language: 'en' })).resolves.toMatchObject({
      organization: 'ООО «Беседка»',
    })
  })

  test('S01 is seen by other nodes with the next request', async () => {
    const env = { DATABASE_URL: urlOf(app), SECRET_KEY_FILE: app.keyEnv.SECRET_KEY_FILE }
    const other = await startBareApp({ env })
    onTestFinished(other.stop)
    const there = createTestClient(other.origin, { cookie: asAdministrator.cookie })
    await expect(there.api.interactions.list({})).resolves.toBeDefined()
    await settings.update({ mailClient: false })
    await expect(there.api.interactions.list({})).rejects.toMatchObject({ code: 'MAIL_CLIENT_OFF' })
    await settings.update({ mailClient: true })
    await expect(there.api.interactions.list({})).resolves.toBeDefined()
  })

  test('S01 tells those who work without being asked, on every node', async () => {
    const log = createLogger('silent')
    const live = await startLiveEvents({ connection, log })
    const mailClient = await followMailClientSwitch({ db, live, log })
    onTestFinished(async () => {
      await mailClient.stop()
      await live.stop()
    })
    const seen: boolean[] = []
    mailClient.onChange((isOn) => seen.push(isOn))
    expect(mailClient.isOn()).toBe(true)
    await settings.update({ mailClient: false })
    await eventually(() => expect(mailClient.isOn()).toBe(false))
    await settings.update({ mailClient: true })
    await eventually(() => expect(seen).toEqual([false, true]))
  })
})

describe('dependent switches', () => {
  test('S01 are refused while the mail client is off, and keep their values', async () => {
    await settings.update({ htmlOutgoing: false, otherInteractions: true })
    await settings.update({ mailClient: false })
    for (const change of [{ htmlOutgoing: true }, { otherInteractions: false }, { reviewFlags: false }]) {
      await expect(settings.update(change)).rejects.toMatchObject({
        code: 'SWITCH_DEPENDS_ON_MAIL_CLIENT',
        data: { fields: Object.keys(change) },
      })
    }
    const kept = { htmlOutgoing: false, otherInteractions: true, reviewFlags: true }
    await expect(settings.read()).resolves.toMatchObject(kept)
    await expect(settings.update({ mailClient: true })).resolves.toMatchObject(kept)
  })

  test('S01 change together with switching on, not with switching off', async () => {
    const off = settings.update({ mailClient: false, reviewFlags: false })
    await expect(off).rejects.toMatchObject({ code: 'SWITCH_DEPENDS_ON_MAIL_CLIENT' })
    await expect(settings.read()).resolves.toMatchObject({ mailClient: true, reviewFlags: true })
    await settings.update({ mailClient: false })
    await expect(settings.update({ mailClient: true, reviewFlags: false })).resolves.toMatchObject({
      mailClient: true,
      reviewFlags: false,
    })
  })
})
