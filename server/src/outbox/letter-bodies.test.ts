import { startLab } from '@besedka/lab/start-lab'
import { decodePart } from '@besedka/mail/decode-part'
import { expect, test } from 'vitest'
import { createAnsweringGround } from './testing/answering-ground.ts'

const { app, api, lab, addAccount, addClient, arrived, sendNow, sourceOf } = await createAnsweringGround(
  await startLab(),
)
const account = await addAccount()
const client = await addClient()

interface Picture {
  id: string
  address: string
}

async function attachPicture(id: string, name: string): Promise<Picture> {
  const answer = await app.asUser.fetch(`/api/v1/interactions/${id}/attachments?name=${name}&type=image/png&inline=1`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: name,
  })
  return (await answer.json()) as Picture
}

/** The HTML and the names of the files of a letter as it left. */
async function sentLetter(id: string) {
  const { letter, source } = await sourceOf(id)
  const part = letter.parts.find(({ type }) => type === 'text/html')
  const html = part === undefined ? null : decodePart(source, part).toString()
  return { html, files: letter.parts.filter(({ attachment }) => attachment) }
}

async function newLetter(subject: string) {
  return api.outbox.create({ kind: 'email', account: account.id, to: [{ address: client }], subject, html: '' })
}

const htmlWith = ({ address }: Picture) =>
  `<p>See:</p><p><img src="${address.replaceAll('&', '&amp;')}" alt="plan"></p>`

test('B16 B19 a picture of the text is a part of the letter; one that was cut out again stays behind', async () => {
  const { id, version } = await newLetter('Pictures')
  const [kept] = [await attachPicture(id, 'kept.png'), await attachPicture(id, 'cut.png')]
  await api.interactions.update({ id, version, html: htmlWith(kept) })
  await sendNow(id)
  const { html, files } = await sentLetter(id)
  expect(files.map(({ name }) => name)).toEqual(['kept.png'])
  expect(html).toContain(`src="cid:${files[0]?.contentId}"`)
})

test('S04 B19 with HTML switched off before it left, the picture goes along as a file', async () => {
  const { id, version } = await newLetter('Plain after all')
  await api.interactions.update({ id, version, html: htmlWith(await attachPicture(id, 'plan.png')) })
  await app.asAdministrator.api.settings.update({ htmlOutgoing: false })
  await sendNow(id)
  const { html, files } = await sentLetter(id)
  expect(html).toBeNull()
  expect(files.map(({ name }) => name)).toEqual(['plan.png'])
  await app.asAdministrator.api.settings.update({ htmlOutgoing: true })
})

test('B16 the styles of a letter that is answered reach no further than the quote', async () => {
  const source = `From: Pavel <${client}>\r\nTo: ${account.address}\r\nSubject: Styled\r\nMessage-ID: <styled@client.test>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><style>p{color:red}</style></head><body><p>Red</p></body></html>\r\n`
  await lab.append(account.address, 'INBOX', source)
  const { id: basisId } = await arrived(account.id, 'Styled')
  const { id, version } = await api.outbox.create({ kind: 'email', mode: 'reply', basisId })
  await api.interactions.update({ id, version, html: '<p>Mine</p>' })
  await sendNow(id)
  const { html } = await sentLetter(id)
  const scope = /<div class="(quoted-[0-9a-f]{8})">/.exec(html ?? '')?.[1]
  expect(html).toContain(`.${scope} p{color:red;}`)
  expect(html).not.toMatch(/[>}]\s*p\{/)
})

test('B16 P58 a letter of 1 MB goes along below the answer to the letter as it was', async () => {
  const body = `<p bgcolor="#ffeecc">paragraph ${'of a long letter '.repeat(600)}</p>`.repeat(100)
  const source = `From: Pavel <${client}>\r\nTo: ${account.address}\r\nSubject: Huge\r\nMessage-ID: <huge@client.test>\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body).toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`
  await lab.append(account.address, 'INBOX', source)
  const { id: basisId } = await arrived(account.id, 'Huge')
  const { id, version } = await api.outbox.create({ kind: 'email', mode: 'reply', basisId })
  await api.interactions.update({ id, version, html: '<p>Short</p>' })
  await sendNow(id)
  const { html } = await sentLetter(id)
  expect(html?.includes(body)).toBe(true)
})
