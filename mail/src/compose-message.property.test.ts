import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeMessage, envelopeOf } from './compose-message.ts'
import { decodePart } from './decode-part.ts'
import type { Draft } from './draft.ts'
import { openMessage } from './open-message.ts'
import { parseMessage } from './parse-message.ts'
import type { Mailbox } from './parsed-message.ts'
import { safeName } from './part-name.ts'
import { draftOf, drafts, rawStrings } from './testing/drafts.ts'
import { differences, oneSpaced, readByLightPass, readByMailparser } from './testing/letter-reading.ts'

/** A name that repeats its address says nothing and is not read. */
function asRead(mailboxes: readonly Mailbox[]): Mailbox[] {
  return mailboxes.map(({ name, address }) => ({ name: name.toLowerCase() === address ? '' : name, address }))
}

function expectSame(source: Buffer, draft: Draft): void {
  const parsed = parseMessage(source)
  expect(parsed.defects).toEqual([])
  expect(parsed.from).toEqual(asRead([draft.from]))
  expect(parsed.replyTo).toEqual(asRead(draft.replyTo))
  expect(parsed.to).toEqual(asRead(draft.to))
  expect(parsed.cc).toEqual(asRead(draft.cc))
  expect(parsed.bcc).toEqual([])
  expect(parsed.subject).toBe(draft.subject)
  expect(parsed.date).toEqual(draft.date)
  expect(parsed.messageId).toBe(draft.messageId)
  expect(parsed.inReplyTo).toEqual(draft.thread.inReplyTo === null ? [] : [draft.thread.inReplyTo])
  expect(parsed.references).toEqual(draft.thread.references)
  expect(parsed.threadIndex).toBe(draft.thread.threadIndex)
  expect(parsed.importance).toBe(draft.importance)
  expect(oneSpaced(parsed.text)).toBe(
    oneSpaced(/[\p{L}\p{N}\p{S}\p{P}]/u.test(draft.text ?? '') ? (draft.text ?? '') : ''),
  )
  const opened = openMessage(source, parsed.parts)
  if (opened.html !== null) expect(opened.html).toBe(draft.html)
  expect(parsed.hasHtml).toBe(draft.html !== null)
  const given = [...draft.pictures, ...draft.attachments]
  const found = parsed.parts.filter((part) => part.attachment)
  expect(found.map(({ name, type, inline }) => ({ name, type, inline }))).toEqual(
    given.map((file) => ({ name: safeName(file.name), type: file.type, inline: 'contentId' in file })),
  )
  for (const [i, part] of found.entries()) {
    const content = given[i]?.content
    if (content instanceof Uint8Array) expect(Buffer.compare(Buffer.from(decodePart(source, part)), content)).toBe(0)
  }
}

function latin({ name, address }: Mailbox): Mailbox {
  return { name, address: address.replace(/@.*$/, '@x.org') }
}

/** What every letter on the wire keeps to, whatever it was made of. */
function expectWellFormed(source: Buffer): void {
  const text = source.toString('latin1')
  expect(/\r(?!\n)|(?<!\r)\n|\0/.test(text)).toBe(false)
  for (const line of text.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
  const header = text.slice(0, text.indexOf('\r\n\r\n'))
  expect(header).toMatch(/^[\r\n\x20-\x7e]*$/)
  const names = header
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n')
    .map((field) => /^([A-Za-z-]+): /.exec(field)?.[1]?.toLowerCase())
  expect(new Set(names).size).toBe(names.length)
  expect(names).not.toContain(undefined)
  expect(names).not.toContain('bcc')
}

describe('composing and reading', () => {
  test('B16 S04 a letter that was composed reads as its draft', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (draft) => {
        const source = await composeMessage(draft)
        expectWellFormed(source)
        expectSame(source, draft)
      }),
      { numRuns: 200 },
    )
  })

  test('B16 another parser reads a composed letter the same', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (draft) => {
        // mailparser leaves some IDNA domains in ASCII.
        const source = await composeMessage({
          ...draft,
          from: latin(draft.from),
          to: draft.to.map(latin),
          cc: [],
          replyTo: [],
        })
        const other = await readByMailparser(source)
        if (other === null) throw new Error('mailparser gives up')
        expect(differences(readByLightPass(source), other)).toEqual([])
      }),
      { numRuns: 200 },
    )
  })

  test('B14 the same draft gives the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(drafts, async (draft) => {
        expect((await composeMessage(draft)).equals(await composeMessage(draft))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  test('P63 whatever is typed, no header line is added and no recipient is shown', async () => {
    const wild = fc.oneof(
      rawStrings,
      fc
        .array(
          fc.constantFrom(
            '\r',
            '\n',
            '\r\nBcc: evil@x.org',
            '\r\n\r\n',
            '\0',
            '=?utf-8?Q?=0D=0ABcc:_e@x?=',
            ' ',
            'a',
            'ё',
            '"',
            '\\',
            '<',
            '>',
            '\u2028',
            '\ud800',
          ),
          { maxLength: 8 },
        )
        .map((list) => list.join('')),
    )
    await fc.assert(
      fc.asyncProperty(wild, wild, wild, async (one, two, three) => {
        const draft = draftOf({
          from: { name: one, address: 'ivan@firm.ru' },
          to: [{ name: two, address: 'b@x.org' }],
          bcc: [{ name: '', address: 'hidden@x.org' }],
          subject: three,
          text: one,
          html: two,
          attachments: [{ name: one, type: two, charset: three, content: Buffer.from(three) }],
          pictures: [{ name: three, type: one, contentId: two, content: Buffer.from(one) }],
          thread: { inReplyTo: one, references: [two, three], threadIndex: three, threadTopic: one },
        })
        const source = await composeMessage(draft)
        expectWellFormed(source)
        const parsed = parseMessage(source)
        expect([parsed.from, parsed.to].flat().map(({ address }) => address)).toEqual(['ivan@firm.ru', 'b@x.org'])
        expect(parsed.parts.filter((part) => part.attachment).length).toBe(2)
        expect(source.includes('hidden@x.org')).toBe(false)
        expect(envelopeOf(draft).to).toEqual(['b@x.org', 'hidden@x.org'])
      }),
      { numRuns: 200 },
    )
  })
})
