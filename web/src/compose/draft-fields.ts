import type { Interaction } from '../api/wire-types.ts'
import type { Recipient } from './recipient-input.ts'

/** What a person writes of a letter. */
export interface DraftFields {
  /** Account that it goes out from. */
  account: string
  to: readonly Recipient[]
  cc: readonly Recipient[]
  bcc: readonly Recipient[]
  subject: string
  text: string
  /** Null: plain text. */
  html: string | null
  importance: 'low' | 'normal' | 'high'
  /** Whether the letter that is answered goes along. */
  quote: boolean
}

/** A draft as the server holds it. */
export interface SavedDraft {
  version: number
  fields: DraftFields
}

const bare = (people: readonly Recipient[]) => people.map(({ name, address }) => ({ name, address }))

export function savedDraftOf(interaction: Interaction): SavedDraft {
  const { account, to, cc, bcc, subject, text, html, importance, draft, version } = interaction
  return {
    version,
    fields: {
      account: account?.id ?? '',
      to: bare(to),
      cc: bare(cc),
      bcc: bare(bcc),
      subject,
      text,
      html,
      importance,
      quote: draft?.quote ?? false,
    },
  }
}

/** The fields that differ, with their new values. */
export function changedFields(before: DraftFields, after: DraftFields): Partial<DraftFields> {
  const names = Object.keys(after) as (keyof DraftFields)[]
  return Object.fromEntries(names.filter((name) => !same(before[name], after[name])).map((name) => [name, after[name]]))
}

function same(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))
}

/** Whether two drafts say the same; what the sanitiser does to attributes of HTML is no difference. */
export function sayTheSame(one: DraftFields, other: DraftFields): boolean {
  return Object.keys(changedFields(comparable(one), comparable(other))).length === 0
}

function comparable({ html, text, ...rest }: DraftFields): DraftFields {
  const skeleton = html?.replace(/<(\/?[a-z0-9]+)\b[^>]*>/gi, '<$1>').replace(/\s+|&nbsp;|\u00a0/g, '') ?? null
  // Beside HTML the text is only made from it.
  return { ...rest, html: skeleton === '<p></p>' ? '' : skeleton, text: html === null ? text : '' }
}

const blockEnd = /<\/(?:p|div|li|h[1-6]|blockquote|tr|pre)>|<br\s*\/?>/gi

/** The words of HTML without its marks, one line for each block. */
export function textOfHtml(html: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' }
  return html
    .replace(blockEnd, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|nbsp);/g, (_, name: string) => named[name] ?? '')
    .replace(/&#(\d{1,7});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .trimEnd()
}

/** What the writer's own words are, whatever form they have. */
export function ownText({ html, text }: Pick<DraftFields, 'html' | 'text'>): string {
  return html === null ? text : textOfHtml(html)
}

/** Nothing of his own has been put in. */
export function isEmptyDraft(fields: DraftFields): boolean {
  return ownText(fields).trim() === '' && fields.subject.trim() === '' && recipientsOf(fields).length === 0
}

export function recipientsOf({ to, cc, bcc }: Pick<DraftFields, 'to' | 'cc' | 'bcc'>): readonly Recipient[] {
  return [...to, ...cc, ...bcc]
}
