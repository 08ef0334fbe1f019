import { type ExpressionStyle, numbersExpression, textExpression } from './search-expression.ts'
import { fieldMarks } from './search-lexemes.ts'
import { allOf } from './tsquery-text.ts'

export type SearchProblem =
  | { readonly code: 'SEARCH_BAD_DATE'; readonly name: 'before' | 'after'; readonly value: string }
  | { readonly code: 'SEARCH_UNKNOWN_HAS'; readonly value: string }
  | { readonly code: 'SEARCH_TOO_LONG' }
  /** Words were given, but only such as stand in every letter, or none that has a letter or digit. */
  | { readonly code: 'SEARCH_NO_WORDS' }

export interface SearchQuery {
  /** Every word and field in one expression for `tsv @@ $1::tsquery`, null where none was asked for. */
  readonly tsquery: string | null
  /** The plain words as typed, to be marked in what is found. */
  readonly words: readonly string[]
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly subject: readonly string[]
  /** Role or name of a folder. */
  readonly in: readonly string[]
  /** Earlier than the beginning of this day, YYYY-MM-DD in the time zone of the one who asks. */
  readonly before: string | null
  /** The beginning of this day or later. */
  readonly after: string | null
  readonly hasAttachment: boolean
  readonly problems: readonly SearchProblem[]
}

export interface SearchQueryOptions {
  /** The last word is still being typed and also stands for longer ones. */
  readonly isOpen?: boolean
}

const maxLength = 1000
const maxWords = 60

/** A field with a value in quotes or without, anything else up to the next space. */
const wordPattern = /(from|to|subject|before|after|has|in):(?:"([^"]*)"?|([^\s"]\S*))|\S+/giy

interface Draft {
  plain: string[]
  fields: Record<'from' | 'to' | 'subject' | 'in', string[]>
  before: string | null
  after: string | null
  hasAttachment: boolean
  problems: SearchProblem[]
}

function toDay(value: string): string | null {
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(value)
  const russian = /^(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})$/.exec(value)
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : russian ? [russian[3], russian[2], russian[1]] : []
  if (year === undefined) return null
  const text = `${year}-${(month ?? '1').padStart(2, '0')}-${(day ?? '1').padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null
}

function readField(draft: Draft, name: string, value: string): void {
  if (name === 'before' || name === 'after') {
    const day = toDay(value)
    if (day === null) draft.problems.push({ code: 'SEARCH_BAD_DATE', name, value })
    else draft[name] = day
  } else if (name === 'has') {
    if (value.toLowerCase() === 'attachment') draft.hasAttachment = true
    else draft.problems.push({ code: 'SEARCH_UNKNOWN_HAS', value })
  } else if (name === 'from' || name === 'to' || name === 'subject' || name === 'in') {
    draft.fields[name].push(value)
  }
}

function readWords(query: string, draft: Draft): void {
  const pattern = new RegExp(wordPattern)
  for (let at = 0; at < query.length; at = pattern.lastIndex) {
    pattern.lastIndex = at + (/^\s*/.exec(query.slice(at))?.[0].length ?? 0)
    const match = pattern.exec(query)
    if (!match) return
    const [word, name, quoted, bare] = match
    const value = (quoted ?? bare ?? '').trim()
    if (name !== undefined && value !== '') readField(draft, name.toLowerCase(), value)
    else draft.plain.push(word)
  }
}

/** Words of digits in a row belong together; everything else stands alone. */
function groupNumbers(words: readonly string[]): { text: string; isNumbers: boolean }[] {
  const groups: { text: string; isNumbers: boolean; isNumber: boolean }[] = []
  for (const word of words) {
    const isNumber = /^[+(]*\d[\d().,+\u2010\u2011-]*$/.test(word)
    const last = groups.at(-1)
    if (last?.isNumber && isNumber) {
      last.text += ` ${word}`
      last.isNumbers = true
    } else groups.push({ text: word, isNumbers: false, isNumber })
  }
  return groups
}

function expressionOf(words: readonly string[], style: ExpressionStyle): string | null {
  const groups = groupNumbers(words)
  return allOf(
    groups.map(({ text, isNumbers }, index) => {
      const own = { ...style, isOpen: style.isOpen && index === groups.length - 1 }
      return isNumbers ? numbersExpression(text, own) : textExpression(text, own)
    }),
  )
}

/**
 * Reads what a person typed into the search field. Every word is required; a word is an operator only in the form
 * `name:value` with one of the names from, to, subject, before, after, has and in, so AND, OR, NOT, a minus and quotes are
 * plain text, as is a name that is not known. Never throws: what cannot be read is told in `problems`.
 */
export function parseSearchQuery(query: string, options: SearchQueryOptions = {}): SearchQuery {
  const draft: Draft = {
    plain: [],
    fields: { from: [], to: [], subject: [], in: [] },
    before: null,
    after: null,
    hasAttachment: false,
    problems: [],
  }
  const clean = query.toWellFormed().replaceAll('\0', ' ')
  readWords(clean.slice(0, maxLength), draft)
  if (clean.length > maxLength || draft.plain.length > maxWords) draft.problems.push({ code: 'SEARCH_TOO_LONG' })
  const plain = draft.plain.slice(0, maxWords)
  const isOpen = (options.isOpen ?? false) && !/\s$/.test(query)
  const words = expressionOf(plain, { mark: '', isOpen })
  if (plain.length > 0 && words === null) draft.problems.push({ code: 'SEARCH_NO_WORDS' })
  const fields = (['subject', 'from', 'to'] as const).flatMap((field) =>
    draft.fields[field].map((value) => expressionOf(value.split(/\s+/), { mark: fieldMarks[field], isOpen: false })),
  )
  return {
    tsquery: allOf([words, ...fields]),
    words: plain.map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')).filter((word) => word !== ''),
    from: draft.fields.from,
    to: draft.fields.to,
    subject: draft.fields.subject,
    in: draft.fields.in,
    before: draft.before,
    after: draft.after,
    hasAttachment: draft.hasAttachment,
    problems: draft.problems,
  }
}
