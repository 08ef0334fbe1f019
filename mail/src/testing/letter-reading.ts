/** What a parser reads in a letter, in a form in which two parsers can be compared. */

import { createHash } from 'node:crypto'
import { type AddressObject, type AttachmentStream, type Headers, MailParser, type MessageText } from 'mailparser'
import { bufferOf } from '../charset-decode.ts'
import { decodePart } from '../decode-part.ts'
import { parseMessage } from '../parse-message.ts'
import type { Mailbox } from '../parsed-message.ts'
import type { ComparedField } from './hard-case.ts'

export interface AttachmentReading {
  /** Null where the letter gives no name. */
  readonly name: string | null
  readonly type: string
  readonly sha256: string
}

export interface LetterReading {
  readonly subject: string
  readonly addresses: Readonly<Record<'from' | 'to' | 'cc' | 'bcc' | 'replyTo', readonly Mailbox[]>>
  /** Words of the text, one space between them. */
  readonly text: string
  readonly attachments: readonly AttachmentReading[]
  readonly ids: {
    readonly messageId: string | null
    readonly references: readonly string[]
    readonly inReplyTo: string
  }
  readonly date: string | null
}

/** The fields in which two readings differ. */
export function differences(one: LetterReading, other: LetterReading): ComparedField[] {
  const fields: ComparedField[] = ['subject', 'addresses', 'text', 'attachments', 'ids', 'date']
  return fields.filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]))
}

export function oneSpaced(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

export function readByLightPass(source: Uint8Array): LetterReading {
  const parsed = parseMessage(source)
  const files = parsed.parts.filter((part) => part.attachment && !part.body)
  return {
    subject: parsed.subject,
    addresses: { from: parsed.from, to: parsed.to, cc: parsed.cc, bcc: parsed.bcc, replyTo: parsed.replyTo },
    text: oneSpaced(parsed.text),
    attachments: files.map((part) => ({
      name: part.name.startsWith(`part-${part.path}.`) ? null : part.name,
      type: part.type,
      sha256: hash(decodePart(source, part)),
    })),
    ids: { messageId: parsed.messageId, references: parsed.references, inReplyTo: parsed.inReplyTo.join(' ') },
    date: parsed.date?.toISOString() ?? null,
  }
}

/** Null where mailparser gives up. */
export function readByMailparser(source: Uint8Array): Promise<LetterReading | null> {
  return new Promise((resolve) => {
    const parser = new MailParser({
      skipImageLinks: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      keepDeliveryStatus: true,
    })
    const attachments: AttachmentReading[] = []
    let headers: Headers = new Map()
    let text = ''
    parser.on('headers', (value) => {
      headers = value
    })
    parser.on('data', (data: AttachmentStream | MessageText) => {
      if (data.type === 'text') {
        text = data.text ?? ''
        return
      }
      const digest = createHash('sha256')
      data.content.on('data', (chunk: Buffer) => digest.update(chunk))
      data.content.on('end', () => {
        attachments.push({ name: data.filename ?? null, type: declaredType(data), sha256: digest.digest('hex') })
        data.release?.()
      })
    })
    parser.on('end', () => resolve({ ...readHeaders(headers), text: oneSpaced(text), attachments }))
    parser.on('error', () => resolve(null))
    parser.end(bufferOf(source))
  })
}

/** mailparser guesses a type by the file name where the letter declares a general one; here the declared one counts. */
function declaredType(attachment: AttachmentStream): string {
  const declared = attachment.headers.get('content-type')
  if (typeof declared === 'object' && 'value' in declared && typeof declared.value === 'string')
    return declared.value.toLowerCase()
  return attachment.contentType
}

function readHeaders(headers: Headers): Omit<LetterReading, 'text' | 'attachments'> {
  const date = headers.get('date')
  const subject = headers.get('subject')
  const list = (name: string): readonly Mailbox[] => mailboxes(headers.get(name))
  return {
    subject: typeof subject === 'string' ? oneSpaced(subject) : '',
    addresses: { from: list('from'), to: list('to'), cc: list('cc'), bcc: list('bcc'), replyTo: list('reply-to') },
    ids: {
      messageId: idsOf(headers.get('message-id'))[0] ?? null,
      references: idsOf(headers.get('references')),
      inReplyTo: idsOf(headers.get('in-reply-to')).join(' '),
    },
    date: date instanceof Date ? date.toISOString() : null,
  }
}

function idsOf(value: unknown): string[] {
  const values = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return values.map((id) => String(id).replace(/^<|>$/g, ''))
}

function mailboxes(value: unknown): Mailbox[] {
  const lists = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return lists
    .flatMap((list: AddressObject) => list.value.flatMap((entry) => entry.group ?? [entry]))
    .map((entry) => ({
      name: oneSpaced(entry.name),
      address: entry.address ?? '',
    }))
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
