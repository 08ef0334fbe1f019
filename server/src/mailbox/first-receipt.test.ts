import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readLedger } from '../folders/folders.view.ts'
import { eventually } from '../platform/testing/eventually.ts'
import { createReceivingGround, writeLetter } from './testing/receiving-ground.ts'

let lab: Lab
const ground = await createReceivingGround(() => lab)

beforeAll(async () => {
  lab = await startLab({ smtp: false })
  await ground.startWorker()
})
afterAll(() => lab.stop())

const dated = (subject: string, date: string) => writeLetter(subject, { Date: date })
const old = 'Mon, 6 May 2024 10:00:00 +0300'
const recent = 'Mon, 4 May 2026 10:00:00 +0300'

async function mailboxOf(protocol: 'imap' | 'pop3'): Promise<string> {
  const address = `since-${protocol}@corp.test`
  await lab.addUser({ address, password: 'secret', name: protocol })
  await lab.append(address, 'INBOX', dated('old', old))
  await lab.append(address, 'INBOX', dated('recent', recent))
  return address
}

test.each(['imap', 'pop3'] as const)(
  'P22 of what lies on an %s server only letters since the chosen date come in; older ones are on the ledger and stay',
  async (protocol) => {
    const address = await mailboxOf(protocol)
    const loadSince = '2026-01-01T00:00:00.000Z'
    const id = await ground.addAccount(address, { protocol, loadSince, keepCopies: protocol === 'imap' })
    await ground.untilIdle(id)
    expect(await ground.subjects(id)).toEqual(['recent'])
    const { folders } = await readLedger(ground.db, ground.administrator, id)
    const inbox = folders.find(({ path }) => path === 'INBOX')
    expect(inbox).toMatchObject({ missing: 0, skipped: [{ reason: 'before-start' }] })
    // What arrives later is loaded, whatever date its sender has put on it.
    await lab.append(address, 'INBOX', dated('late with an old date', old))
    await eventually(async () => {
      expect((await ground.subjects(id)).sort()).toEqual(['late with an old date', 'recent'])
    })
    if (protocol === 'imap') return
    const client = await lab.imap(address)
    await eventually(async () => {
      // Letters that were not wanted are not deleted from the server either.
      expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: 1 })
    })
  },
)
