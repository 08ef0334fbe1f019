import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
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

test('P18 a server restored from a backup gives old UIDs to other letters: all are here once, none in quarantine', async () => {
  const address = 'restored@corp.test'
  await lab.addUser({ address, password: 'secret', name: 'Restored' })
  await lab.createFolder(address, 'Box')
  const kept = ['one', 'two', 'three'].map((subject) => writeLetter(subject))
  await lab.append(address, 'Box', [...kept, writeLetter('to oneself', { From: address, To: address })])
  const id = await ground.addAccount(address)
  await ground.untilIdle(id)
  const folder = join(lab.dir, 'mail', address, 'Maildir/.Box')
  const backup = join(lab.dir, 'backup')
  execFileSync('cp', ['-a', folder, backup])
  await lab.append(address, 'Box', [writeLetter('four, lost'), writeLetter('five, lost')])
  await eventually(async () => expect(await ground.letters(id)).toHaveLength(5))

  const dovecot = lab.servers.get('dovecot')
  await dovecot?.kill()
  execFileSync('rm', ['-r', folder])
  execFileSync('cp', ['-a', backup, folder])
  await lab.append(address, 'Box', writeLetter('another four'))
  await dovecot?.start()

  await eventually(async () =>
    expect(await ground.subjectsIn(id, 'Box')).toEqual(['one', 'two', 'three', 'another four']),
  )
  await ground.untilIdle(id)
  expect((await ground.subjects(id)).sort()).toEqual([
    'another four',
    'five, lost',
    'four, lost',
    'one',
    'three',
    'two',
  ])
  const ledger = await readLedger(ground.db, ground.administrator, id)
  expect(ledger.folders.find(({ path }) => path === 'Box')).toMatchObject({
    missing: 0,
    skipped: [{ uid: 4, reason: 'self-addressed' }],
    quarantined: [],
  })
  expect(await ground.folder(id, 'Box')).toMatchObject({ localCount: 5, totalCount: 4, unreviewedCount: 4 })
})
