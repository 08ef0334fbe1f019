/** The header of an outgoing letter. */

import { encodeWord } from 'nodemailer/lib/mime-funcs'
import type MimeNode from 'nodemailer/lib/mime-node'
import { ComposeError } from './compose-error.ts'
import type { Draft } from './draft.ts'
import { addressProblem, wireAddress } from './outgoing-address.ts'
import type { Importance, Mailbox } from './parsed-message.ts'
import { isWritableId } from './reply-references.ts'
import { cleanLine, cutBytes } from './safe-text.ts'

/** In quotes, with every sign escaped, it still fits a line of 998 (RFC 5322 section 2.1.1). */
const LONGEST_NAME = 400
/** Beyond, a line could not be folded within the limit. */
const LONGEST_WORD = 400
/** With the encoding's own signs a word fits 75 (RFC 2047 section 2). */
const ENCODED_WORD = 52

const IMPORTANCE: Readonly<Record<Importance, readonly (readonly [string, string])[]>> = {
  low: [
    ['Importance', 'low'],
    ['X-Priority', '5'],
  ],
  normal: [],
  high: [
    ['Importance', 'high'],
    ['X-Priority', '1'],
  ],
}

/** Sets all fields but those of MIME on the root of a letter. Bcc is not among them. */
export function writeHeader(root: MimeNode, draft: Draft): void {
  if (Number.isNaN(draft.date.getTime())) throw new ComposeError('bad-date', 'date')
  if (!isWritableId(draft.messageId)) throw new ComposeError('bad-message-id', 'messageId')
  root.setHeader('Date', draft.date)
  root.setHeader('From', [writtenMailbox(draft.from, 'from')])
  setMailboxes(root, 'Reply-To', draft.replyTo)
  setMailboxes(root, 'To', draft.to)
  setMailboxes(root, 'Cc', draft.cc)
  for (const mailbox of draft.bcc) writtenMailbox(mailbox, 'bcc')
  // RFC 5322 section 3.6.3 needs no recipient field, some filters do.
  if (draft.to.length + draft.cc.length === 0) root.setHeader('To', 'Undisclosed recipients:;')
  setLine(root, 'Subject', encodedText(draft.subject))
  setLine(root, 'Message-ID', `<${draft.messageId}>`)
  writeThread(root, draft.thread)
  for (const [name, value] of IMPORTANCE[draft.importance]) setLine(root, name, value)
}

function writeThread(root: MimeNode, { inReplyTo, references, threadIndex, threadTopic }: Draft['thread']): void {
  if (inReplyTo !== null && isWritableId(inReplyTo)) setLine(root, 'In-Reply-To', `<${inReplyTo}>`)
  const ids = references.filter(isWritableId)
  if (ids.length > 0) root.setHeader('References', ids.map((id) => `<${id}>`).join(' '))
  setLine(root, 'Thread-Topic', encodedText(threadTopic))
  if (/^[A-Za-z0-9+/]{1,900}={0,2}$/.test(threadIndex)) setLine(root, 'Thread-Index', threadIndex)
}

const FIELDS = { 'Reply-To': 'replyTo', To: 'to', Cc: 'cc' } as const

function setMailboxes(root: MimeNode, name: keyof typeof FIELDS, mailboxes: readonly Mailbox[]): void {
  if (mailboxes.length > 0)
    root.setHeader(
      name,
      mailboxes.map((mailbox) => writtenMailbox(mailbox, FIELDS[name])),
    )
}

/** A name must not look like an encoded word: in quotes it would be taken for one and read as something else. */
function writtenMailbox({ name, address }: Mailbox, field: ComposeError['field']): { name: string; address: string } {
  if (addressProblem(address) !== null) throw new ComposeError('bad-address', field)
  return { name: cutBytes(cleanLine(name), LONGEST_NAME).replaceAll('=?', '= ?'), address: wireAddress(address) }
}

/** Text as it may stand in a header, RFC 2047 where it is not plain ASCII or could not be folded. */
function encodedText(text: string): string {
  const line = cleanLine(text)
  const isPlain = /^[\x20-\x7e]*$/.test(line) && !line.includes('=?')
  if (isPlain && line.split(' ').every((word) => word.length <= LONGEST_WORD)) return line
  const latin = line.match(/[A-Za-z0-9 ]/g)?.length ?? 0
  return encodeWord(line, latin * 2 > line.length ? 'Q' : 'B', ENCODED_WORD)
}

/** A value that is written already; it is only folded. */
function setLine(root: MimeNode, name: string, value: string): void {
  if (value !== '') root.setHeader(name, { value, prepared: true, foldLines: true })
}
