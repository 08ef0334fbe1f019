import { expect, test } from 'vitest'
import { startTestApp } from '../testing/test-app.ts'

const app = await startTestApp()

test('B21 a password that an administrator sets anew signs the user out and shuts his personal mail', async () => {
  const { api } = app.asUser
  const { user } = await api.sessions.current()
  const server = { host: 'mail.example.com', security: 'tls', user: 'me@example.com' } as const
  const { id } = await api.accounts.create({
    address: 'me@example.com',
    password: 'of the mailbox',
    scope: 'personal',
    check: 'skip',
    firstReceipt: 'ask',
    incoming: { ...server, protocol: 'imap', port: 993 },
    outgoing: { ...server, port: 465 },
  })
  const fresh = 'a new long password'
  await app.asAdministrator.api.users.update({ id: user.id, password: fresh })
  await expect(api.sessions.current()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  await expect(app.signIn(app.asUser.email, app.asUser.password)).rejects.toThrow('SIGN_IN_FAILED')

  const again = await app.signIn(app.asUser.email, fresh)
  expect(await again.api.accounts.read({ id })).toMatchObject({ locked: true, rights: { read: false, send: false } })
  await expect(again.api.accounts.unlock({ id, password: fresh })).rejects.toMatchObject({
    code: 'CURRENT_PASSWORD_WRONG',
  })
  expect(await again.api.accounts.unlock({ id, password: 'of the mailbox' })).toMatchObject({
    locked: false,
    rights: { read: true, send: true },
  })
})

test('B21 a password that is too weak is not set, and nothing is shut', async () => {
  const { user } = await app.asOutsider.api.sessions.current()
  await expect(app.asAdministrator.api.users.update({ id: user.id, password: 'short' })).rejects.toMatchObject({
    code: 'PASSWORD_TOO_WEAK',
  })
  await app.asOutsider.api.sessions.current()
})
