import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../platform/testing/eventually.ts'
import { startTestApp } from '../testing/test-app.ts'
import { writeLetter } from './testing/receiving-ground.ts'

const lab: Lab = await startLab()
afterAll(() => lab.stop())
const program = await startTestApp({ env: { ALLOW_PRIVATE_HOSTS: '1', MAIL_CA_FILE: lab.caFile } })
const { api } = program.asAdministrator
beforeAll(() => api.settings.update({ mailClient: true }))

test('S13 S16 an account over POP3 is checked, saved, received and told of through the API alone', async () => {
  const { address, password } = await lab.addUser({ address: 'pop-api@corp.test', name: 'Pop', password: 'secret' })
  await lab.append(address, 'INBOX', writeLetter('over the API'))
  const server = { host: 'localhost', user: address, secureAuth: true }
  const account = {
    address,
    password,
    outgoing: { ...server, port: lab.ports.smtps, security: 'tls' as const },
    incoming: { ...server, port: lab.ports.pop3, security: 'starttls' as const, protocol: 'pop3' as const },
  }
  await expect(api.accounts.create(account)).rejects.toMatchObject({ code: 'KEEP_COPIES_MISSING' })
  const { id, checked } = await api.accounts.create({
    ...account,
    incoming: { ...account.incoming, keepCopies: false },
  })
  expect(checked).toBe(true)
  await eventually(async () => {
    const status = await api.accounts.syncStatus({ id })
    expect(status).toMatchObject({ state: 'idle', errorCode: null })
    expect(status.folders).toMatchObject([{ path: 'INBOX', role: 'inbox', server: 0, local: 0, total: 1 }])
  })
  const { items } = await api.interactions.list({ account: [id] })
  expect(items.map(({ subject }) => subject)).toEqual(['over the API'])
  expect(await api.accounts.ledger({ id })).toMatchObject({ folders: [{ path: 'INBOX', server: 0, missing: 0 }] })
  expect(await api.accounts.mailbox({ id })).toEqual({ letters: 0, folders: [{ path: 'INBOX', letters: 0 }] })
  const client = await lab.imap(address)
  expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: 0 })
})
