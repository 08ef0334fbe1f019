import { generateKeyPairSync, hash, randomBytes } from 'node:crypto'
import type { Resolver } from 'node:dns/promises'
import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { parseMessage } from '@besedka/mail/parse-message'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createNameResolver } from '../platform/name-resolver.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { addAccount, addFolder } from '../testing/rows.ts'
import { proveSenderHandler } from './prove-sender.run.ts'

const { db } = await createTestDatabase()
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const run = { jobId: '1', attempt: 1, isLastAttempt: false, signal: new AbortController().signal }
let lab: Lab

beforeAll(async () => {
  lab = await startLab({ smtp: false, dns: true })
  const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  await lab.zone.add({ type: 'TXT', name: 'key1._domainkey.corp.test', text: `v=DKIM1; k=rsa; p=${key}` })
})
afterAll(() => lab.stop())

/** `above` stands before the letter as it was signed. */
async function storeOwn(source: Buffer, above = Buffer.alloc(0)): Promise<string> {
  const accountId = await addAccount(db)
  const folderId = await addFolder(db, accountId)
  const { address } = await db
    .selectFrom('accounts')
    .select('address')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const letter = Buffer.from(source.toString('latin1').replaceAll('OWN', address), 'latin1')
  return store(accountId, folderId, Buffer.concat([above, await signed(letter)]))
}

async function signed(letter: Buffer): Promise<Buffer> {
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const by = { signingDomain: 'corp.test', selector: 'key1', privateKey: key }
  const { signatures } = await dkimSign(letter, { ...by, signatureData: [by] })
  return Buffer.concat([Buffer.from(signatures), letter])
}

async function store(accountId: string, folderId: string, source: Buffer): Promise<string> {
  const { from, sender, replyTo, to, cc, bcc, subject } = parseMessage(source)
  const message = await db
    .insertInto('messages')
    .values({
      contentHash: randomBytes(32),
      subject,
      snippet: '',
      people: JSON.stringify({ from, sender, replyTo, to, cc, bcc }),
      parts: '[]',
      size: source.length,
      hasHtml: false,
      hasAttachments: false,
      importance: 'normal',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.insertInto('messageSources').values({ messageId: message.id, encoding: 'identity', bytes: source }).execute()
  const now = new Date()
  const { id } = await db
    .insertInto('interactions')
    .values({
      kind: 'email',
      direction: 'outgoing',
      accountId,
      messageId: message.id,
      threadId: '1',
      date: now,
      receivedAt: now,
      proved: false,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('placements')
    .values({ folderId, uidValidity: '1', uid: id, interactionId: id, date: now })
    .execute()
  await db.updateTable('folders').set({ unreviewedCount: 1 }).where('id', '=', folderId).execute()
  return id
}

const LETTER = Buffer.from(
  'From: <OWN>\r\nTo: <client@client.test>\r\nSubject: Offer\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\n\r\nText\r\n',
)
const stateOf = (id: string) =>
  db.selectFrom('interactions').select(['proved', 'reviewed']).where('id', '=', id).executeTakeFirstOrThrow()
const handler = () => proveSenderHandler(db, createNameResolver([lab.zone.server]).records)

test('S21 an aligned DKIM signature that is good shows that a letter was sent from here', async () => {
  const id = await storeOwn(LETTER)
  await handler().run({ ids: [id] }, run)
  expect(await stateOf(id)).toEqual({ proved: true, reviewed: true })
  expect(await db.selectFrom('folders').select('unreviewedCount').where('unreviewedCount', '>', 0).execute()).toEqual(
    [],
  )
})

test('S21 a letter that was changed after signing, or not signed, stays not proved to be ours', async () => {
  const accountId = await addAccount(db)
  const folderId = await addFolder(db, accountId)
  const { address } = await db
    .selectFrom('accounts')
    .select('address')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const letter = Buffer.from(LETTER.toString().replaceAll('OWN', address))
  const changed = Buffer.from((await signed(letter)).toString().replace('Text', 'Pay here'))
  for (const source of [changed, letter]) {
    const id = await store(accountId, folderId, source)
    await handler().run({ ids: [id] }, run)
    expect(await stateOf(id)).toEqual({ proved: false, reviewed: false })
  }
})

test('S21 signatures of strangers, however many, cost nothing and do not stand in the way', async () => {
  const asked: string[] = []
  const real = createNameResolver([lab.zone.server]).records
  const records = {
    resolve: (name: string, type: string) => {
      asked.push(name)
      if (name.includes('stranger')) throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })
      return real.resolve(name, type)
    },
  } as unknown as Resolver
  const bodyHash = hash('sha256', 'Text\r\n', 'base64')
  const strange = (number: number) =>
    `DKIM-Signature: v=1; a=rsa-sha256; d=stranger.test; s=s${number}; h=from;\r\n bh=${bodyHash}; b=AAAA\r\n`
  const forged = Buffer.from(Array.from({ length: 300 }, (_, number) => strange(number)).join(''))
  const ids = [await storeOwn(LETTER, forged), await storeOwn(LETTER, forged)]
  await proveSenderHandler(db, records).run({ ids }, run)
  for (const id of ids) expect(await stateOf(id)).toEqual({ proved: true, reviewed: true })
  expect(new Set(asked)).toEqual(new Set(['key1._domainkey.corp.test']))
})

test('a name server that does not answer makes the job come again', async () => {
  const id = await storeOwn(LETTER)
  const silent = createNameResolver(['127.0.0.1:1'], 200).records
  await expect(proveSenderHandler(db, silent).run({ ids: [id] }, run)).rejects.toThrow('did not answer')
  expect(await stateOf(id)).toEqual({ proved: false, reviewed: false })
})
