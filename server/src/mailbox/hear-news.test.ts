import { startLab } from '@besedka/lab/start-lab'
import type { ImapFlow } from 'imapflow'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { eventually } from '../platform/testing/eventually.ts'
import { hearNews } from './hear-news.ts'

const address = 'news@corp.test'
const lab = await startLab({ smtp: false, users: [{ address, password: 'secret', name: 'News' }] })
afterAll(() => lab.stop())

let stopHearing = () => {}
afterEach(() => stopHearing())

async function openInbox() {
  const client = await lab.imap(address)
  await client.mailboxOpen('INBOX')
  return { client, idle: vi.spyOn(client, 'idle'), noop: vi.spyOn(client, 'noop') }
}

/** A letter is delivered, and the server has told of it. */
async function hearOfOne(client: ImapFlow): Promise<void> {
  let told = 0
  client.once('exists', () => {
    told += 1
  })
  await lab.deliverByLmtp(address, 'Subject: news\r\n\r\nNews\r\n')
  await eventually(() => expect(told).toBe(1))
}

test('Dovecot, which holds its news back, is asked for it while somebody listens', async () => {
  const { client, idle, noop } = await openInbox()
  stopHearing = hearNews(client, () => true)
  await hearOfOne(client)
  await eventually(() => expect(noop.mock.calls.length).toBeGreaterThan(1))
  expect(idle).not.toHaveBeenCalled()
})

test('Dovecot is left to tell by itself when nobody listens any more', async () => {
  const { client, idle, noop } = await openInbox()
  let isListenedTo = true
  stopHearing = hearNews(client, () => isListenedTo)
  await eventually(() => expect(noop).toHaveBeenCalled())
  isListenedTo = false
  await eventually(() => expect(idle).toHaveBeenCalledOnce())
  const asked = noop.mock.calls.length
  await hearOfOne(client)
  expect([noop.mock.calls.length, idle.mock.calls.length]).toEqual([asked, 1])
})

test('a server that is far away is soon left to tell by itself', async () => {
  const { client, idle, noop } = await openInbox()
  const wayThere = 60
  noop.mockImplementation(() => new Promise((resolve) => setTimeout(resolve, wayThere)))
  stopHearing = hearNews(client, () => true)
  await eventually(() => expect(idle).toHaveBeenCalledOnce())
  expect(noop).toHaveBeenCalledTimes(3)
})

test('a server of which nothing is known is never asked', async () => {
  const { client, idle, noop } = await openInbox()
  client.serverInfo = null
  stopHearing = hearNews(client, () => true)
  await hearOfOne(client)
  expect([noop.mock.calls.length, idle.mock.calls.length]).toEqual([0, 1])
})
