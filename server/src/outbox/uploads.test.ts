import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../platform/testing/eventually.ts'
import { createAccessWorld } from '../testing/access-world.ts'
import { startTestApp } from '../testing/test-app.ts'

const app = await startTestApp()
const { api } = app.asUser

let accountId: string
beforeAll(async () => {
  accountId = (await createAccessWorld(app, 'shared')).accountId
})

const newDraft = (wish: { html?: string } = {}) => api.outbox.create({ kind: 'email', account: accountId, ...wish })

function attach(id: string, query: Record<string, string>, body: BodyInit) {
  return app.asUser.fetch(`/api/v1/interactions/${id}/attachments?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body,
    duplex: 'half',
  } as RequestInit)
}

const LIMIT = 25 * 1024 * 1024

describe('files of a draft', () => {
  test('come back byte for byte, for those who may read the draft and by their signed address', async () => {
    const { id } = await newDraft()
    const bytes = randomBytes(2_000_000)
    const answer = await attach(id, { name: 'отчёт "за" март.pdf' }, bytes)
    expect(answer.status).toBe(201)
    const file = (await answer.json()) as { id: string; address: string }
    expect(file).toMatchObject({ name: 'отчёт "за" март.pdf', type: 'application/pdf', size: 2_000_000, inline: false })
    const read = await api.interactions.read({ id })
    expect(read.attachments).toMatchObject([{ id: file.id, size: 2_000_000 }])
    expect(read.hasAttachments).toBe(true)
    for (const got of [
      await app.asUser.fetch(`/api/v1/attachments/${file.id}`),
      await app.asNobody.fetch(file.address),
    ]) {
      expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true)
    }
    expect((await app.asOutsider.fetch(`/api/v1/attachments/${file.id}`)).status).toBe(404)
    await api.outbox.detach({ id, attachmentId: file.id })
    expect((await api.interactions.read({ id })).attachments).toEqual([])
    const pieces = await app.db.selectFrom('uploadPieces').select('uploadId').execute()
    expect(pieces).toEqual([])
  })

  test('a picture is shown by its address while it is written, and by its Content-ID in the letter', async () => {
    const draft = await newDraft({ html: '' })
    const { id } = draft
    const answer = await attach(id, { name: 'logo.png', inline: '1' }, 'picture')
    const { address, inline } = (await answer.json()) as { address: string; inline: boolean }
    expect(inline).toBe(true)
    const html = `<p>A</p><img src="${address.replaceAll('&', '&amp;')}" alt="logo">`
    await api.interactions.update({ id, version: draft.version, html })
    const { bodyHtml } = await app.db
      .selectFrom('drafts')
      .select('bodyHtml')
      .where('interactionId', '=', id)
      .executeTakeFirstOrThrow()
    expect(bodyHtml).toMatch(/<img src="cid:[0-9a-f]{32}@corp\.test" alt="logo">/)
    const shown = (await api.interactions.read({ id })).html ?? ''
    expect(shown).toContain('/api/v1/signed/attachments/')
    const src = /src="([^"]+)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(await (await app.asNobody.fetch(src)).text()).toBe('picture')
  })

  test('what is written in HTML is as safe to read as any letter', async () => {
    const { id } = await newDraft({
      html: '<p onclick="x()">A</p><script>x()</script><img src="https://spy.test/1.png">',
    })
    const { html } = await api.interactions.read({ id })
    expect(html).toContain('<p>A</p>')
    expect(html).not.toMatch(/onclick|script|spy/)
  })

  test('P72 more than the server takes is refused with the limit, at the announcement or on the way, and leaves nothing', async () => {
    const { id } = await newDraft()
    expect((await api.interactions.read({ id })).draft?.attachmentLimit).toBe(LIMIT)
    const announced = await attach(id, { name: 'a' }, Buffer.alloc(LIMIT + 1))
    const streamed = await attach(id, { name: 'b' }, streamOf(LIMIT + 1))
    for (const answer of [announced, streamed]) {
      expect([answer.status, await answer.json()]).toMatchObject([413, { code: 'ATTACHMENT_TOO_LARGE', limit: LIMIT }])
    }
    expect(await app.db.selectFrom('uploads').select('id').where('interactionId', '=', id).execute()).toEqual([])
    expect(await app.db.selectFrom('uploadPieces').select('uploadId').execute()).not.toEqual(
      expect.arrayContaining([{ uploadId: id }]),
    )
  })

  test('P72 several that come at once fit together or not at all', async () => {
    const { id } = await newDraft()
    const half = Buffer.alloc(14 * 1024 * 1024)
    const answers = await Promise.all([1, 2].map((number) => attach(id, { name: `${number}` }, half)))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 413])
    expect((await api.interactions.read({ id })).attachments).toHaveLength(1)
  })

  test('a file that takes no name, no bytes or a strange type is a file all the same', async () => {
    const { id } = await newDraft()
    const answer = await attach(id, { name: '../..\u0000', type: 'text/html; charset=x\r\nX: y' }, '')
    expect(await answer.json()).toMatchObject({ size: 0, type: 'application/octet-stream' })
  })

  test('bytes are stored while others are still to come, and shown when all are here', async () => {
    const { id } = await newDraft()
    let finish = () => {}
    const rest = new Promise<void>((resolve) => {
      finish = resolve
    })
    const body = new ReadableStream<Uint8Array>({
      async start(controller) {
        for (let sent = 0; sent < 64; sent += 1) controller.enqueue(new Uint8Array(64 * 1024))
        await rest
        controller.enqueue(new Uint8Array(1))
        controller.close()
      },
    })
    const answer = attach(id, { name: 'large' }, body)
    const piecesOf = () =>
      app.db
        .selectFrom('uploadPieces')
        .innerJoin('uploads', 'uploads.id', 'uploadPieces.uploadId')
        .select(({ fn }) => fn<number>('length', ['uploadPieces.bytes']).as('size'))
        .where('uploads.interactionId', '=', id)
        .execute()
    await eventually(async () => expect((await piecesOf()).length).toBeGreaterThan(4))
    expect((await api.interactions.read({ id })).attachments).toEqual([])
    finish()
    expect((await answer).status).toBe(201)
    const sizes = (await piecesOf()).map(({ size }) => size)
    expect(Math.max(...sizes)).toBeLessThan(1024 * 1024)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(64 * 64 * 1024 + 1)
    expect((await api.interactions.read({ id })).attachments).toMatchObject([{ size: 64 * 64 * 1024 + 1 }])
  })

  test('a letter of somebody else, one that was sent, and JSON take no file', async () => {
    const { id } = await newDraft()
    const path = `/api/v1/interactions/${id}/attachments?name=a`
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
    expect((await app.asUser.fetch(path, json)).status).toBe(422)
    const to = [{ address: 'a@client.test' }]
    const { version } = await api.interactions.read({ id })
    await api.interactions.update({ id, version, to })
    await api.outbox.send({ id, idempotencyKey: 'tomorrow', sendAt: new Date(Date.now() + 86_400_000).toISOString() })
    expect(await (await attach(id, { name: 'a' }, 'x')).json()).toMatchObject({ code: 'NOT_A_DRAFT' })
  })
})

function streamOf(bytes: number): ReadableStream<Uint8Array> {
  let left = bytes
  return new ReadableStream({
    pull(controller) {
      const size = Math.min(left, 64 * 1024)
      left -= size
      if (size > 0) controller.enqueue(new Uint8Array(size))
      else controller.close()
    },
  })
}
