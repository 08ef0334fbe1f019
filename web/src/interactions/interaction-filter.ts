import type { ReviewState } from './review-states.ts'

/** What the list shows, as it stands in the page's address. */
export interface InteractionFilter {
  account?: string | undefined
  folder?: string | undefined
  status?: ReviewState | undefined
  kind?: 'email' | 'call' | 'meeting' | 'sms' | 'planned' | undefined
  direction?: 'incoming' | 'outgoing' | 'internal' | undefined
  sort?: '-date' | 'date' | undefined
  q?: string | undefined
}

const statuses: readonly ReviewState[] = ['to-review', 'reviewed', 'postponed', 'unproved']
const kinds = ['email', 'call', 'meeting', 'sms', 'planned'] as const
const directions = ['incoming', 'outgoing', 'internal'] as const

function oneOf<Value extends string>(values: readonly Value[], text: unknown): Value | undefined {
  return values.find((value) => value === text)
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export interface HomeSearch extends InteractionFilter {
  /** The opened one: `/?interaction=42` shows its body without a click. */
  interaction?: string | undefined
}

/** Reads the address tolerantly: what is unknown is left out, so that an old link still opens something. */
export function readHomeSearch(search: Record<string, unknown>): HomeSearch {
  const read: HomeSearch = {
    account: textOf(search['account']),
    folder: textOf(search['folder']),
    status: oneOf(statuses, search['status']),
    kind: oneOf(kinds, search['kind']),
    direction: oneOf(directions, search['direction']),
    sort: search['sort'] === 'date' ? 'date' : undefined,
    q: textOf(search['q']),
    interaction: textOf(search['interaction']),
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

export function filterOf({ interaction: _, ...filter }: HomeSearch): InteractionFilter {
  return filter
}
