import type { listQuery, searchQuery, spanQuery } from '@besedka/contract/interactions'
import { textExpression } from '@besedka/mail/search-expression'
import { fieldMarks } from '@besedka/mail/search-lexemes'
import { parseSearchQuery } from '@besedka/mail/search-query'
import { allOf, anyOf } from '@besedka/mail/tsquery-text'
import type { z } from 'zod'
import { AppError } from '../platform/app-error.ts'
import type { Actor } from '../users/actor.ts'
import type { InteractionFilter } from './interaction-filter.ts'
import { type ListCursor, readCursor } from './list-cursor.ts'

export type ListQuery = z.infer<typeof listQuery>
export type SpanQuery = z.infer<typeof spanQuery>
export type SearchQuery = z.infer<typeof searchQuery>

/** A list's question as a filter within the accounts that the actor may read. Throws CURSOR_INVALID, SEARCH_INVALID. */
export function filterOf(query: ListQuery, actor: Actor, readable: readonly string[]): InteractionFilter {
  const { after, upTo }: Partial<ListCursor> = query.cursor === undefined ? {} : readCursor(query.cursor)
  return {
    ...wholeList(query, actor, readable),
    before: query.before === undefined ? undefined : new Date(query.before),
    laterThan: query.after === undefined ? undefined : new Date(query.after),
    oldestFirst: query.sort === 'date',
    after,
    upTo: query.fold === undefined ? undefined : upTo,
    limit: query.limit,
  }
}

/** The same without a place in the list. */
export function spanFilterOf(query: SpanQuery, actor: Actor, readable: readonly string[]): InteractionFilter {
  return { ...wholeList(query, actor, readable), oldestFirst: false, limit: 1 }
}

function wholeList(query: SpanQuery, actor: Actor, readable: readonly string[]) {
  const contact = query.contact?.trim().toLowerCase()
  const { tsquery, ...search } = searchPart(query.q)
  return {
    ...search,
    tsquery: allOf([tsquery ?? null, contact === undefined ? null : participantQuery(contact)]) ?? undefined,
    accounts: narrow(readable, query.account),
    kinds: query.kind,
    directions: query.direction,
    folder: decimal(query.folder),
    thread: decimal(query.thread),
    record: recordPart(query.record),
    contact,
    assignee: query.assignee === 'me' ? actor.userId : query.assignee === 'none' ? null : query.assignee,
    status: query.status,
    fold: query.fold === undefined ? undefined : { readable },
  }
}

/** The same for a search: every word required, newest first. */
export function searchFilterOf(query: SearchQuery, readable: readonly string[]): InteractionFilter {
  return {
    ...searchPart(query.q),
    accounts: narrow(readable, query.account),
    oldestFirst: false,
    after: query.cursor === undefined ? undefined : readCursor(query.cursor).after,
    limit: query.limit,
  }
}

/**
 * Finds letters of a participant by the search index, which holds addresses whole; which of them are his to the letter
 * the filter's `contact` decides.
 */
function participantQuery(address: string): string | null {
  const style = { isOpen: false }
  return anyOf([
    textExpression(address, { ...style, mark: fieldMarks.from }),
    textExpression(address, { ...style, mark: fieldMarks.to }),
  ])
}

function narrow(readable: readonly string[], wanted: readonly string[] | undefined): string[] {
  return wanted === undefined ? [...readable] : readable.filter((id) => wanted.includes(id))
}

/** What is no id of ours names nothing: id 0 exists nowhere. */
function decimal(id: string | undefined): string | undefined {
  return id === undefined || /^\d{1,18}$/.test(id) ? id : '0'
}

function recordPart(record: string | undefined): InteractionFilter['record'] {
  if (record === undefined) return undefined
  const colon = record.indexOf(':')
  if (colon < 1) throw new AppError('INPUT_INVALID', { field: 'record' })
  return { type: record.slice(0, colon), externalId: record.slice(colon + 1) }
}

type SearchPart = Pick<InteractionFilter, 'tsquery' | 'since' | 'until' | 'hasAttachments' | 'inFolders'>

function searchPart(q: string | undefined): SearchPart {
  if (q === undefined || q.trim() === '') return {}
  const search = parseSearchQuery(q)
  if (search.problems.length > 0) throw new AppError('SEARCH_INVALID', { problems: search.problems })
  return {
    tsquery: search.tsquery ?? undefined,
    since: search.after === null ? undefined : new Date(`${search.after}T00:00:00Z`),
    until: search.before === null ? undefined : new Date(`${search.before}T00:00:00Z`),
    hasAttachments: search.hasAttachment ? true : undefined,
    inFolders: search.in.length === 0 ? undefined : search.in.map((name) => name.toLowerCase()),
  }
}
