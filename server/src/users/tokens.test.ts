import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { startTestApp } from '../testing/test-app.ts'
import { createTestClient } from '../testing/test-client.ts'

const { db, origin, asAdministrator, asUser, asOutsider } = await startTestApp()

const withToken = (token: string) => createTestClient(origin, { authorization: `Bearer ${token}` })

describe('a bearer token', () => {
  test('is shown once and kept as a hash', async () => {
    const { id, token } = await asUser.api.tokens.create({ name: 'Обмен', scopes: ['read'] })
    expect(token).toMatch(/^besedka_[\w-]{43}$/)
    const row = await db.selectFrom('apiTokens').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row.tokenHash.toString('hex')).toBe(createHash('sha256').update(token).digest('hex'))
    expect(JSON.stringify(await asUser.api.tokens.list())).not.toContain(token)
  })

  test('covers what its scopes say and no more', async () => {
    const wishes = { read: ['read'], write: ['read', 'write'], all: ['read', 'write', 'administer'] } as const
    const made = async (scopes: readonly ('read' | 'write' | 'administer')[]) =>
      withToken((await asAdministrator.api.tokens.create({ name: 'script', scopes: [...scopes] })).token)
    const [read, write, all] = [await made(wishes.read), await made(wishes.write), await made(wishes.all)]
    await expect(read.api.settings.read()).resolves.toBeDefined()
    await expect(read.api.users.updateOwn({ language: 'ru' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(write.api.users.updateOwn({ language: 'ru' })).resolves.toBeDefined()
    await expect(write.api.settings.update({ reviewFlags: true })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(read.api.users.list()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(all.api.settings.update({ reviewFlags: true })).resolves.toBeDefined()
  })

  test('passes on no more than it has, and administers for administrators alone', async () => {
    const { token } = await asAdministrator.api.tokens.create({ name: 'script', scopes: ['read', 'write'] })
    const more = withToken(token).api.tokens.create({ name: 'more', scopes: ['administer'] })
    await expect(more).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const asked = asUser.api.tokens.create({ name: 'more', scopes: ['administer'] })
    await expect(asked).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  test('counts alone: the cookie beside a wrong token signs nobody in', async () => {
    const headers = { authorization: 'Bearer besedka_wrong', cookie: asUser.cookie }
    await expect(createTestClient(origin, headers).api.sessions.current()).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    })
  })

  test('writes from anywhere: it is no cookie that a foreign page could use', async () => {
    const { token } = await asUser.api.tokens.create({ name: 'script', scopes: ['write'] })
    const headers = { authorization: `Bearer ${token}`, origin: 'https://host.test' }
    await expect(createTestClient(origin, headers).api.users.updateOwn({ language: 'en' })).resolves.toBeDefined()
  })

  test('ends at its time, and with being withdrawn by its owner', async () => {
    const expired = await asUser.api.tokens.create({
      name: 'old',
      scopes: ['read'],
      expiresAt: new Date(Date.now() - 1000).toISOString(),
    })
    await expect(withToken(expired.token).api.settings.read()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
    const { id, token } = await asUser.api.tokens.create({ name: 'script', scopes: ['read'] })
    await expect(asOutsider.api.tokens.remove({ id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(withToken(token).api.settings.read()).resolves.toBeDefined()
    await asUser.api.tokens.remove({ id })
    await expect(withToken(token).api.settings.read()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
    await expect(asUser.api.tokens.remove({ id: 'no id' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('notes when it was last used, not more often than once a minute', async () => {
    const { id, token } = await asUser.api.tokens.create({ name: 'script', scopes: ['read'] })
    const lastUsed = async () =>
      (await db.selectFrom('apiTokens').select('lastUsedAt').where('id', '=', id).executeTakeFirstOrThrow()).lastUsedAt
    expect(await lastUsed()).toBeNull()
    await withToken(token).api.settings.read()
    const first = await lastUsed()
    expect(first).not.toBeNull()
    await withToken(token).api.settings.read()
    expect(await lastUsed()).toEqual(first)
    const longAgo = new Date(Date.now() - 61_000)
    await db.updateTable('apiTokens').set({ lastUsedAt: longAgo }).where('id', '=', id).execute()
    await withToken(token).api.settings.read()
    expect((await lastUsed())?.getTime()).toBeGreaterThan(longAgo.getTime())
  })
})
