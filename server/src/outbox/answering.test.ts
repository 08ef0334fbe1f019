import { startLab } from '@besedka/lab/start-lab'
import { describe, expect, test } from 'vitest'
import { createAnsweringGround } from './testing/answering-ground.ts'

const ground = await createAnsweringGround(await startLab())
const { lab, app, api } = ground

/** A letter from outside in an account's INBOX, opened. */
async function receive(
  account: { id: string; address: string },
  headers: Record<string, string>,
  body = 'Нужен счёт.',
) {
  const all = {
    From: 'Pavel <pavel@client.test>',
    To: account.address,
    Date: 'Tue, 5 Mar 2024 10:00:00 +0300',
    'Message-ID': `<${crypto.randomUUID()}@client.test>`,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  await lab.deliverByLmtp(account.address, Buffer.from([...lines, '', body, ''].join('\r\n')))
  const { id } = await ground.arrived(account.id, headers['Subject'] ?? '')
  return { letter: await api.interactions.read({ id }), messageId: all['Message-ID'] }
}

const addresses = (list: readonly { address: string }[]) => list.map(({ address }) => address)

describe('B16 answering', () => {
  test('B16 P43 P44 a reply goes to whoever wrote, in the thread, with every header that keeps it there', async () => {
    const account = await ground.addAccount()
    const { letter: original, messageId } = await receive(account, {
      Subject: 'Отв: RE: Счёт',
      To: `${account.address}, colleague@corp.test`,
      References: '<root@client.test>',
    })
    const draft = await api.outbox.create({ kind: 'email', mode: 'reply', basisId: original.id, html: null })
    expect(draft).toMatchObject({
      subject: 'Re: Счёт',
      to: [{ address: 'pavel@client.test' }],
      cc: [],
      threadId: original.threadId,
      basisId: original.id,
      account: { id: account.id },
    })
    expect(draft.text).toMatch(/^\n\n.*Pavel.*\n> Нужен счёт\.$/)
    const to = [{ address: await ground.addClient() }]
    await api.interactions.update({ id: draft.id, version: draft.version, to, text: `Вот он.${draft.text}` })
    await ground.sendNow(draft.id)
    const { letter } = await ground.sourceOf(draft.id)
    expect(letter.inReplyTo).toEqual([messageId.slice(1, -1)])
    expect(letter.references).toEqual(['root@client.test', messageId.slice(1, -1)])
    expect(Buffer.from(letter.threadIndex ?? '', 'base64').length).toBe(22)
    expect(letter.text).toContain('Вот он.')
    const { items } = await api.interactions.thread({ id: original.threadId })
    expect(items.map(({ id }) => id)).toEqual([original.id, draft.id])
    expect(await api.interactions.read({ id: draft.id })).toMatchObject({ basisId: original.id })
  })

  test('B16 a reply to all keeps Cc in Cc and leaves the own address out', async () => {
    const account = await ground.addAccount()
    const { letter: original } = await receive(account, {
      Subject: 'Всем',
      To: `${account.address}, Anna <anna@client.test>`,
      Cc: 'Boris <boris@client.test>',
    })
    const draft = await api.outbox.create({ kind: 'email', mode: 'reply-all', basisId: original.id })
    expect(addresses(draft.to)).toEqual(['pavel@client.test', 'anna@client.test'])
    expect(addresses(draft.cc)).toEqual(['boris@client.test'])
    const bare = await api.outbox.create({
      kind: 'email',
      mode: 'reply-all',
      basisId: original.id,
      to: [{ address: 'one@client.test' }],
      subject: 'Своя тема',
      quote: false,
    })
    expect(addresses(bare.to)).toEqual(['one@client.test'])
    expect(bare).toMatchObject({ subject: 'Своя тема', text: '', draft: { quote: false } })
  })

  test('B16 P43 P44 an answer in HTML carries the letter below as one piece, with its pictures', async () => {
    const account = await ground.addAccount()
    const picture = Buffer.from('picture').toString('base64')
    const { letter: original } = await receive(
      account,
      { Subject: 'С картинкой', 'Content-Type': 'multipart/related; boundary=b', 'Content-Transfer-Encoding': '7bit' },
      [
        '--b',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<table style="color:red"><tr><td>A</td></tr></table><img src="cid:logo@client.test"><script>x</script>',
        '--b',
        'Content-Type: image/png; name=logo.png',
        'Content-ID: <logo@client.test>',
        'Content-Disposition: inline; filename=logo.png',
        'Content-Transfer-Encoding: base64',
        '',
        picture,
        '--b--',
      ].join('\r\n'),
    )
    const draft = await api.outbox.create({ kind: 'email', mode: 'reply', basisId: original.id })
    expect(draft).toMatchObject({ html: '', attachments: [], draft: { quote: true, mode: 'reply' } })
    expect(draft.draft?.quotedHtml).toMatch(/<blockquote.*<table style="color:red;">.*<img src="\/api\/v1\/signed\//s)
    expect(draft.draft?.quotedHtml).not.toContain('script')
    const shown = /src="([^"]+-u\d+\?[^"]+)"/.exec(draft.draft?.quotedHtml ?? '')?.[1]?.replaceAll('&amp;', '&')
    expect(await (await app.asNobody.fetch(shown ?? '')).text()).toBe('picture')
    const to = [{ address: await ground.addClient() }]
    await api.interactions.update({ id: draft.id, version: draft.version, to, html: '<p>Видно <b>хорошо</b></p>' })
    await ground.sendNow(draft.id)
    const { letter } = await ground.sourceOf(draft.id)
    expect(letter.inReplyTo).toEqual([original.messageId])
    expect(letter.text).toContain('Видно хорошо')
    const pictures = letter.parts.filter((part) => part.inline)
    expect(pictures.map(({ contentId, name }) => [contentId, name])).toEqual([['logo@client.test', 'logo.png']])
    const read = await api.interactions.read({ id: draft.id })
    expect(read.html).toMatch(/<b>хорошо<\/b>.*<blockquote.*<table style="color:red;">/s)
  })

  test('B16 P44 a forward takes the files along, once and in the thread; as an attachment it takes the letter whole', async () => {
    const account = await ground.addAccount()
    const { letter: original, messageId } = await receive(
      account,
      {
        Subject: 'Fwd: FW: Документы',
        'Content-Type': 'multipart/mixed; boundary=b',
        'Content-Transfer-Encoding': '7bit',
      },
      [
        '--b',
        'Content-Type: text/plain',
        '',
        'See the file.',
        '--b',
        'Content-Type: application/pdf; name=act.pdf',
        'Content-Disposition: attachment; filename=act.pdf',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from('%PDF-1.7 the act').toString('base64'),
        '--b--',
      ].join('\r\n'),
    )
    const client = await ground.addClient()
    const forwarded = await ground.send({
      mode: 'forward',
      basisId: original.id,
      to: [{ name: '', address: client }],
    })
    expect(forwarded.letter).toMatchObject({ subject: 'Fwd: Документы', inReplyTo: [messageId.slice(1, -1)] })
    expect(forwarded.letter.text).toContain('See the file.')
    const sent = await api.interactions.read({ id: forwarded.id })
    expect(sent).toMatchObject({ threadId: original.threadId, basisId: original.id })
    expect(sent.attachments).toMatchObject([{ name: 'act.pdf', type: 'application/pdf' }])
    const bytes = await app.asUser.fetch(`/api/v1/attachments/${sent.attachments[0]?.id}`)
    expect(await bytes.text()).toBe('%PDF-1.7 the act')

    const whole = await ground.send({
      mode: 'forward-as-attachment',
      basisId: original.id,
      to: [{ name: '', address: client }],
      text: 'Вложено',
    })
    expect(whole.letter).toMatchObject({ inReplyTo: [messageId.slice(1, -1)] })
    const [attached] = (await api.interactions.read({ id: whole.id })).attachments
    expect(attached).toMatchObject({ type: 'message/rfc822' })
    const [received, source] = await Promise.all([
      app.asUser.fetch(`/api/v1/attachments/${attached?.id}`).then((answer) => answer.text()),
      app.asUser.fetch(`/api/v1/interactions/${original.id}/source`).then((answer) => answer.text()),
    ])
    expect(received).toBe(source)
  })

  test('B16 what may not be read cannot be answered, nor from an account that one may not send from', async () => {
    const account = await ground.addAccount()
    const { letter } = await receive(account, { Subject: 'Чужое' })
    const asked = { kind: 'email' as const, mode: 'reply' as const, basisId: letter.id }
    await expect(app.asOutsider.api.outbox.create(asked)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const reader = await app.addPerson()
    const grants = [{ userId: reader.actor.userId, send: false, manage: false }]
    await app.asAdministrator.api.accounts.update({ id: account.id, grants })
    await expect(reader.api.outbox.create({ ...asked, account: account.id })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await expect(reader.api.outbox.create(asked)).rejects.toMatchObject({ code: 'ACCOUNT_CANNOT_SEND' })
    await expect(api.outbox.create({ kind: 'email', mode: 'reply' })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('S04 letters in HTML switched off', () => {
  test('S04 only plain text is written and sent, also through the API, and nothing written is dropped in silence', async () => {
    const account = await ground.addAccount()
    const to = [{ name: '', address: await ground.addClient() }]
    const before = await api.outbox.create({
      kind: 'email',
      account: account.id,
      to,
      subject: 'HTML',
      html: '<p>A <b>b</b></p>',
    })
    await app.asAdministrator.api.settings.update({ htmlOutgoing: false })
    try {
      const html = '<p>x</p>'
      const wish = { kind: 'email' as const, account: account.id, to }
      await expect(api.outbox.create({ ...wish, html })).rejects.toMatchObject({
        code: 'HTML_OUTGOING_OFF',
        status: 409,
      })
      const plain = await api.outbox.create({ ...wish, subject: 'Plain' })
      expect(plain.html).toBeNull()
      await expect(api.interactions.update({ id: plain.id, version: plain.version, html })).rejects.toMatchObject({
        code: 'HTML_OUTGOING_OFF',
      })
      await api.interactions.update({ id: plain.id, version: plain.version, text: 'Просто текст' })
      for (const id of [plain.id, before.id]) {
        await ground.sendNow(id)
        const { letter } = await ground.sourceOf(id)
        expect(letter).toMatchObject({ hasHtml: false, parts: [{ type: 'text/plain' }] })
      }
      expect((await ground.sourceOf(before.id)).letter.text.trim()).toBe('A b')
    } finally {
      await app.asAdministrator.api.settings.update({ htmlOutgoing: true })
    }
    const { letter } = await ground.send({ account: account.id, to, html: '<p>A <b>b</b></p>' })
    expect(letter.hasHtml).toBe(true)
  })
})

describe('two at one draft', () => {
  test('P71 the one who comes second is told, and nothing is overwritten', async () => {
    const account = await ground.addAccount()
    const { id, version } = await api.outbox.create({ kind: 'email', account: account.id, text: '' })
    const first = await api.interactions.update({ id, version, text: 'первая вкладка' })
    const second = api.interactions.update({ id, version, text: 'вторая вкладка' })
    await expect(second).rejects.toMatchObject({ code: 'CONFLICT', status: 409, data: { version: first.version } })
    expect((await api.interactions.read({ id })).text).toBe('первая вкладка')
    await api.interactions.update({ id, version: first.version, text: 'вторая вкладка' })
    expect((await api.interactions.read({ id })).text).toBe('вторая вкладка')
    await expect(api.interactions.update({ id, text: 'без версии' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      data: { field: 'version' },
    })
    const many = await Promise.allSettled(
      Array.from({ length: 10 }, (_, index) =>
        api.interactions.update({ id, version: first.version + 1, text: `вкладка ${index}` }),
      ),
    )
    expect(many.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })
})
