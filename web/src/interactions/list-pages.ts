import type { InfiniteData } from '@tanstack/react-query'
import type { InteractionItem, InteractionPage } from '../api/wire-types.ts'

/** Loaded pages of a list; each page's parameter is the cursor that it was asked with. */
export type ListPages = InfiniteData<InteractionPage>

export function rowsOf(pages: ListPages | undefined): InteractionItem[] {
  return pages?.pages.flatMap((page) => page.items) ?? []
}

/** Rows whose id is in the table are replaced; where nothing changes the same object comes back. */
export function patchRows(pages: ListPages, changed: ReadonlyMap<string, Partial<InteractionItem>>): ListPages {
  if (!rowsOf(pages).some(({ id }) => changed.has(id))) return pages
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      items: page.items.map((item) => {
        const change = changed.get(item.id)
        return change ? { ...item, ...change } : item
      }),
    })),
  }
}

export function removeRows(pages: ListPages, gone: ReadonlySet<string>): ListPages {
  if (!rowsOf(pages).some(({ id }) => gone.has(id))) return pages
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => !gone.has(id)) })),
  }
}

/**
 * Joins a freshly asked first page to what is loaded. Returns null where the two do not touch: more arrived than one page
 * holds, and the list has to be asked anew. Later pages keep their cursors, which stay exact while rows arrive.
 */
export function joinHead(pages: ListPages, head: InteractionPage): ListPages | null {
  const [first, ...later] = pages.pages
  if (!first || later.length === 0) return { pages: [head], pageParams: [undefined] }
  const known = new Set(rowsOf(pages).map(({ id }) => id))
  if (head.next !== null && !head.items.some(({ id }) => known.has(id))) return null
  const headIds = new Set(head.items.map(({ id }) => id))
  const laterIds = new Set(later.flatMap((page) => page.items).map(({ id }) => id))
  const fresh = new Map(head.items.map((item) => [item.id, item]))
  const merged = patchRows({ ...pages, pages: later }, fresh)
  const items = [
    ...head.items.filter(({ id }) => !laterIds.has(id)),
    ...first.items.filter(({ id }) => !headIds.has(id)),
  ]
  return { ...pages, pages: [{ items, next: first.next }, ...merged.pages] }
}

/** The states that a list can be narrowed to. */
export type ReviewState = 'to-review' | 'reviewed' | 'postponed' | 'unproved'

/** Where an interaction stands now. */
export function reviewStateOf(item: InteractionItem, now: number): Exclude<ReviewState, 'unproved'> {
  if (item.reviewed) return 'reviewed'
  if (item.reviewAfter !== null && Date.parse(item.reviewAfter) > now) return 'postponed'
  return 'to-review'
}

export function matchesStatus(item: InteractionItem, status: ReviewState | undefined, now: number): boolean {
  if (status === undefined) return true
  return status === 'unproved' ? !item.proved : reviewStateOf(item, now) === status
}
