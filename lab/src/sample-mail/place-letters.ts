import { fitCharset } from '../charset-fit.ts'
import { composeLetter, type Person } from '../compose-letter.ts'
import type { LoadedLetter } from '../mailbox-loader.ts'
import { invitationText } from './invitation-text.ts'
import type { SampleLetter, SampleThread } from './sample-letter.ts'
import { htmlOf, quotedHtml, quotedText } from './sample-text.ts'
import { momentBefore } from './sample-time.ts'

/** A sample letter as it lies in one mailbox. */
export interface PlacedLetter extends LoadedLetter {
  address: string
  /** Levels separated by `/`. */
  folder: string
  internalDate: Date
}

interface WrittenLetter {
  sample: SampleLetter
  date: Date
  subject: string
  messageId: string
  references: string[]
  parent: WrittenLetter | undefined
  text: string
  html: string | undefined
  source: Buffer
}

/** The letters of a thread in the mailboxes of `owners`, with flags as their readers would have left them. */
export function placeThread(thread: SampleThread, owners: readonly string[], now: Date): PlacedLetter[] {
  const written: WrittenLetter[] = []
  for (const [index, sample] of thread.letters.entries()) {
    const parentIndex = sample.answers ?? index - 1
    const parent = parentIndex === 'none' ? undefined : written[parentIndex]
    written.push(writeLetter(thread, sample, { index, parent, now }))
  }
  return written.flatMap((letter) => owners.flatMap((owner) => placeFor(owner, letter, written)))
}

function writeLetter(
  thread: SampleThread,
  sample: SampleLetter,
  place: { index: number; parent: WrittenLetter | undefined; now: Date },
): WrittenLetter {
  const { index, parent, now } = place
  const date = momentBefore(now, sample.ago)
  const domain = sample.from.address.split('@')[1] ?? 'corp.test'
  const messageId = `${thread.key}.${index + 1}.${Math.floor(date.getTime() / 1000)}@${domain}`
  const references = parent === undefined ? [] : [...parent.references, parent.messageId]
  const subject = sample.subject ?? `Re: ${(parent?.subject ?? '').replace(/^Re: /, '')}`
  const quote = parent === undefined ? undefined : { ...parent.sample, date: parent.date, text: parent.text }
  const text = quote === undefined ? sample.text : sample.text + quotedText(quote, thread.language)
  const ownHtml = sample.html === true ? htmlOf(sample.text) : sample.html || undefined
  const html = ownHtml === undefined || quote === undefined ? ownHtml : ownHtml + quotedHtml(quote, thread.language)
  const source = composeLetter({
    ...sample,
    date,
    subject: fitCharset(subject, sample.charset),
    messageId,
    references,
    inReplyTo: parent?.messageId,
    text: fitCharset(text, sample.charset),
    html: html === undefined ? undefined : fitCharset(html, sample.charset),
    calendar: sample.calendar === undefined ? undefined : invitationText(sample.calendar, sample, now),
  })
  return { sample, date, subject, messageId, references, parent, text, html, source }
}

function placeFor(owner: string, letter: WrittenLetter, thread: readonly WrittenLetter[]): PlacedLetter[] {
  const { sample, source, date } = letter
  const isOwner = (person: Person) => person.address === owner
  const wasSent = isOwner(sample.from)
  const wasReceived = [...sample.to, ...(sample.cc ?? [])].some(isOwner)
  const isAnswered = thread.some((other) => other.parent === letter && isOwner(other.sample.from))
  const placed = (folder: string, seen: boolean): PlacedLetter => ({
    address: owner,
    folder,
    source,
    internalDate: date,
    flags: [
      ...(seen ? (['\\Seen'] as const) : []),
      ...(isAnswered ? (['\\Answered'] as const) : []),
      ...(sample.flagged ? (['\\Flagged'] as const) : []),
      ...(folder === 'Drafts' ? (['\\Draft'] as const) : []),
    ],
  })
  const own = sample.folders?.[owner]
  return [
    ...(wasSent ? [placed(own ?? 'Sent', true)] : []),
    ...(wasReceived && !(wasSent && own !== undefined) ? [placed(own ?? 'INBOX', sample.unread !== true)] : []),
  ]
}
