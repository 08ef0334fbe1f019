import { describe, expect, test } from 'vitest'
import { startTestApp } from '../testing/test-app.ts'

const { asAdministrator, asUser, addPerson } = await startTestApp()
const { users } = asAdministrator.api

const wish = { name: 'Иван', password: 'one two three four' }

describe('users', () => {
  test('are added once per e-mail, whatever its case, with a password that is long enough', async () => {
    const created = await users.create({ ...wish, email: 'Ivan@corp.test' })
    expect(created).toMatchObject({ name: 'Иван', email: 'Ivan@corp.test', role: 'user', active: true })
    await expect(users.create({ ...wish, email: 'ivan@CORP.test' })).rejects.toMatchObject({ code: 'USER_EXISTS' })
    const weak = users.create({ ...wish, email: 'weak@corp.test', password: 'пароль123' })
    await expect(weak).rejects.toMatchObject({ code: 'PASSWORD_TOO_WEAK' })
    expect((await users.list()).items.map(({ email }) => email)).toContain('Ivan@corp.test')
  })

  test('a body with a wrong field is refused with the field named', async () => {
    const refused = await users.create({ ...wish, email: 'no address' }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'INPUT_INVALID', data: { fields: [{ field: 'email' }] } })
  })

  test('change their own name and language, not their role', async () => {
    await expect(asUser.api.users.updateOwn({ name: 'Борис', language: 'en' })).resolves.toMatchObject({
      name: 'Борис',
      language: 'en',
      role: 'user',
    })
    const answer = await asUser.fetch('/api/v1/users/me', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'administrator' }),
    })
    expect(await answer.json()).toMatchObject({ role: 'user' })
  })

  test('text that the database cannot hold is refused, not an accident', async () => {
    await expect(asUser.api.users.updateOwn({ name: 'a\u0000b' })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  test('somebody who does not exist cannot be changed', async () => {
    await expect(users.update({ id: 'nobody', name: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the last administrator', () => {
  test('keeps the role and stays active, also when two take it from each other at once', async () => {
    const { actor } = asAdministrator
    await expect(users.update({ id: actor.userId, role: 'user' })).rejects.toMatchObject({ code: 'LAST_ADMINISTRATOR' })
    await expect(users.update({ id: actor.userId, active: false })).rejects.toMatchObject({
      code: 'LAST_ADMINISTRATOR',
    })
    const second = await addPerson('administrator')
    const outcomes = await Promise.allSettled([
      users.update({ id: second.actor.userId, role: 'user' }),
      second.api.users.update({ id: actor.userId, role: 'user' }),
    ])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
