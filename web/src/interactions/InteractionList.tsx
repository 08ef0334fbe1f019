import { useCallback, useEffect, useMemo, useRef } from 'react'
import { gridProps } from '../ui/grid-roles.ts'
import { useIsNarrow } from '../ui/useIsNarrow.ts'
import styles from './InteractionList.module.css'
import { InteractionRow, type RowActions } from './InteractionRow.tsx'
import { ListHead, ListMore } from './ListMarks.tsx'
import { entriesOf, type ListEntry } from './list-entries.ts'
import { useFreshRows } from './useFreshRows.ts'
import type { InteractionList as ListModel } from './useInteractionList.ts'
import { useKeepReading } from './useKeepReading.ts'
import { useListVirtualizer } from './useListVirtualizer.ts'

interface InteractionListProps {
  name: string
  list: ListModel
  openId: string | undefined
  checked: ReadonlySet<string>
  words: readonly string[]
  reviewFlags: boolean
  actions: RowActions
}

const wide = { head: 28, row: 52, more: 44 }
const narrow = { head: 28, row: 60, more: 44 }

/** So many entries before the end the next page is asked for. */
const runUp = 15

/** The list itself: a million rows cost as much as a screenful. */
export function InteractionList(props: InteractionListProps) {
  const { name, list, openId, reviewFlags } = props
  const heights = useIsNarrow() ? narrow : wide
  const scroller = useRef<HTMLDivElement>(null)
  const { rows, hasNext } = list
  const entries = useMemo(
    () => entriesOf(rows, { hasNext, countLeft: reviewFlags, now: Date.now() }),
    [rows, hasNext, reviewFlags],
  )
  const fresh = useFreshRows(rows)
  const { virtualizer, items, stickyAt } = useListVirtualizer(scroller, entries, heights)
  useKeepReading(scroller, entries, heights)
  useScrollToOpen(
    openId,
    entries,
    useCallback((index) => virtualizer.scrollToIndex(index), [virtualizer]),
  )
  useNextPage(list, (items.at(-1)?.index ?? 0) >= entries.length - runUp)
  const activeRow = rows.some(({ id }) => id === openId) ? `row-${openId}` : undefined
  return (
    <div ref={scroller} className={styles['scroller']}>
      <div
        {...gridProps({ name, rowCount: hasNext ? -1 : entries.length, activeRow })}
        className={styles['grid']}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, key, start, size }) => {
          const entry = entries[index]
          const isSticky = index === stickyAt
          return entry ? (
            <div
              key={key}
              role="presentation"
              className={styles['entry']}
              data-sticky={isSticky}
              style={isSticky ? { height: size } : { height: size, transform: `translateY(${start}px)` }}
            >
              <Entry {...props} entry={entry} fresh={fresh} />
            </div>
          ) : null
        })}
      </div>
    </div>
  )
}

interface EntryProps extends InteractionListProps {
  entry: ListEntry
  fresh: ReadonlySet<string>
}

function Entry({ entry, list, openId, checked, words, reviewFlags, actions, fresh }: EntryProps) {
  if (entry.type === 'head') return <ListHead date={entry.date} left={entry.left} isDone={entry.isDone} />
  if (entry.type === 'more') return <ListMore hasFailed={list.hasNextFailed} onRetry={list.fetchNext} />
  return (
    <InteractionRow
      item={entry.item}
      isSelected={entry.item.id === openId}
      isChecked={checked.has(entry.item.id)}
      isFresh={fresh.has(entry.item.id)}
      reviewFlags={reviewFlags}
      words={words}
      actions={actions}
    />
  )
}

function useNextPage({ hasNext, isFetchingNext, hasNextFailed, fetchNext }: ListModel, isNearEnd: boolean): void {
  const isWanted = hasNext && !isFetchingNext && !hasNextFailed && isNearEnd
  useEffect(() => {
    if (isWanted) fetchNext()
  }, [isWanted, fetchNext])
}

/** Brings the opened row into view, but only when another one is opened: never while one scrolls elsewhere. */
function useScrollToOpen(
  openId: string | undefined,
  entries: readonly ListEntry[],
  scrollTo: (index: number) => void,
): void {
  const shown = useRef<string>(undefined)
  useEffect(() => {
    if (openId === shown.current) return
    const index = openId === undefined ? -1 : entries.findIndex(({ key }) => key === openId)
    if (index === -1) return
    shown.current = openId
    scrollTo(index)
  }, [openId, entries, scrollTo])
}
