/** What stands above a quoted or a forwarded letter, in the language of who writes. */

import { plainName, writeMailbox } from './mailbox-text.ts'
import type { Mailbox, ParsedMessage } from './parsed-message.ts'

export type QuoteLanguage = 'ru' | 'en'

/** How the writer reads dates and words. */
export interface QuoteReader {
  readonly language: QuoteLanguage
  /** IANA name, "Europe/Moscow". */
  readonly timeZone: string
}

/** The facts of a letter that are told above it; a `ParsedMessage` has them. */
export type QuotedFacts = Pick<ParsedMessage, 'from' | 'sender' | 'to' | 'cc' | 'date' | 'subject'>

const WORDS = {
  ru: {
    nobody: 'неизвестный отправитель',
    wrote: (author: string, when: string | null) => `${when === null ? '' : `${when}, `}${author} пишет:`,
    forwarded: '-------- Пересылаемое сообщение --------',
    fields: { from: 'От', date: 'Дата', subject: 'Тема', to: 'Кому', cc: 'Копия' },
  },
  en: {
    nobody: 'an unknown sender',
    wrote: (author: string, when: string | null) => `${when === null ? '' : `On ${when}, `}${author} wrote:`,
    forwarded: '-------- Forwarded message --------',
    fields: { from: 'From', date: 'Date', subject: 'Subject', to: 'To', cc: 'Cc' },
  },
} as const

const LOCALES = { ru: 'ru-RU', en: 'en-GB' } as const

/** «12 января 2024 г., 13:05, Иван Петров <ivan@x.ru> пишет:» */
export function attributionLine(facts: QuotedFacts, reader: QuoteReader): string {
  const words = WORDS[reader.language]
  const authors = authorsOf(facts).map(writeMailbox).join(', ')
  return words.wrote(authors === '' ? words.nobody : authors, momentText(facts.date, reader))
}

/** The block above a forwarded letter: a heading, then "name: value" lines of what the letter has. */
export function forwardedLines(facts: QuotedFacts, reader: QuoteReader): string[] {
  const { forwarded, fields } = WORDS[reader.language]
  const values: readonly (readonly [string, string | null])[] = [
    [fields.from, mailboxesText(authorsOf(facts))],
    [fields.date, momentText(facts.date, reader)],
    [fields.subject, plainName(facts.subject)],
    [fields.to, mailboxesText(facts.to)],
    [fields.cc, mailboxesText(facts.cc)],
  ]
  return [
    forwarded,
    ...values.flatMap(([name, value]) => (value === null || value === '' ? [] : [`${name}: ${value}`])),
  ]
}

function authorsOf({ from, sender }: QuotedFacts): readonly Mailbox[] {
  return from.length > 0 ? from : sender
}

function mailboxesText(mailboxes: readonly Mailbox[]): string {
  return mailboxes.map(writeMailbox).join(', ')
}

/** Date and time apart: how ICU joins them differs from version to version. */
function momentText(date: Date | null, { language, timeZone }: QuoteReader): string | null {
  if (date === null) return null
  const day = date.toLocaleDateString(LOCALES[language], { day: 'numeric', month: 'long', year: 'numeric', timeZone })
  const time = date.toLocaleTimeString(LOCALES[language], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  })
  return `${day}, ${time}`
}
