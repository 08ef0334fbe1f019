import { lazy, Suspense, useCallback, useEffect, useMemo, useRef } from 'react'
import { gridProps } from '../ui/grid-roles.ts'
import styles from './InteractionList.module.css'
import { InteractionRow } from './InteractionRow.tsx'
import { ListHead, ListMore } from './ListMarks.tsx'
import { entriesOf, firstVisible, type ListEntry, offsetsOf } from './list-entries.ts'
import type { ListLine } from './list-lines.ts'
import { noteReadingPlace } from './reading-place.ts'
import type { RowActions } from './row-parts.ts'
import { useFreshRows } from './useFreshRows.ts'
import type { InteractionList as ListModel } from './useInteractionList.ts'
import { useKeepReading } from './useKeepReading.ts'
import { useListVirtualizer } from './useListVirtualizer.ts'
import { useRowHeights } from './useRowHeights.ts'

const ListRail = lazy(async () => ({ default: (await import('./ListRail.tsx')).ListRail }))

interface InteractionListProps {
  name: string
  list: ListModel
  lines: readonly ListLine[]
  openId: string | undefined
  checked: ReadonlySet<string>
  words: readonly string[]
  reviewFlags: boolean
  isCompact: boolean
  actions: RowActions
}

/** So many entries before an end the next page is asked for. */
const runUp = 40

/** The list itself: a million rows cost as much as a screenful. */
export function InteractionList(props: InteractionListProps) {
  const { name, list, lines, openId, reviewFlags } = props
  const { heights, isOneLine } = useRowHeights(props.isCompact)
  const scroller = useRef<HTMLDivElement>(null)
  const { rows, hasNext, hasPrevious } = list
  const entries = useMemo(
    () => entriesOf(lines, { hasNext, hasPrevious, countLeft: reviewFlags, now: Date.now() }),
    [lines, hasNext, hasPrevious, reviewFlags],
  )
  const offsets = useMemo(() => offsetsOf(entries, heights), [entries, heights])
  const fresh = useFreshRows(rows, list.jumps)
  const { virtualizer, items, stickyAt } = useListVirtualizer(scroller, entries, heights)
  useKeepReading(scroller, { entries, offsets, isTop: !hasPrevious, jumps: list.jumps, isFromEnd: list.isFromEnd })
  useScrollToOpen(
    openId,
    entries,
    useCallback((index) => virtualizer.scrollToIndex(index), [virtualizer]),
  )
  const scrollTop = virtualizer.scrollOffset ?? 0
  const topIndex = firstVisible(entries, offsets, { scrollTop, head: heights.head })
  const topEntry = entries[topIndex]
  const top = topEntry?.type === 'row' ? topEntry.line.item : undefined
  useReadOn(list, {
    isNearEnd: (items.at(-1)?.index ?? 0) >= entries.length - runUp,
    isNearTop: topIndex < runUp,
  })
  useEffect(() => {
    if (top) noteReadingPlace(list.key, top.id)
  }, [list.key, top])
  const activeRow = rows.some(({ id }) => id === openId) || lines.some(({ item }) => item.id === openId)
  // Where nobody is ever made responsible, saying so in every row would say nothing.
  const isAssigned = useMemo(() => rows.some(({ assignee }) => assignee !== null), [rows])
  const isLong = hasNext || hasPrevious || rows.length > runUp
  return (
    <div className={styles['frame']}>
      <div ref={scroller} className={styles['scroller']} data-long={isLong}>
        <div
          {...gridProps({
            name,
            rowCount: hasNext || hasPrevious ? -1 : entries.length,
            activeRow: activeRow ? `row-${openId}` : undefined,
          })}
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
                <Entry {...props} entry={entry} fresh={fresh} isOneLine={isOneLine} isAssigned={isAssigned} />
              </div>
            ) : null
          })}
        </div>
      </div>
      {isLong && top ? (
        <Suspense>
          <ListRail list={list} topDate={top.date} isAtTop={scrollTop <= 0 && !hasPrevious} scroller={scroller} />
        </Suspense>
      ) : null}
    </div>
  )
}

interface EntryProps extends InteractionListProps {
  entry: ListEntry
  fresh: ReadonlySet<string>
  isOneLine: boolean
  isAssigned: boolean
}

function Entry(props: EntryProps) {
  const { entry, list, openId, checked, words, reviewFlags, actions, fresh, isOneLine, isAssigned } = props
  if (entry.type === 'head') return <ListHead date={entry.date} left={entry.left} isDone={entry.isDone} />
  if (entry.type === 'more') {
    return <ListMore hasFailed={list.growth.failed === 'down'} onRetry={() => void list.growth.grow('down')} />
  }
  const { item, isInside, isOpen, copyIn } = entry.line
  return (
    <InteractionRow
      item={item}
      isInside={isInside}
      isOpen={isOpen}
      copyIn={copyIn}
      isOneLine={isOneLine}
      isAssigned={isAssigned}
      isSelected={item.id === openId}
      isChecked={checked.has(item.id)}
      isFresh={fresh.has(item.id)}
      reviewFlags={reviewFlags}
      words={words}
      actions={actions}
    />
  )
}

/** Reads on at the edge that one comes near to; what could not be had is asked again when one says so. */
function useReadOn(
  { up, down, growth: { grow, failed } }: ListModel,
  { isNearEnd, isNearTop }: { isNearEnd: boolean; isNearTop: boolean },
): void {
  const wantedDown = isNearEnd && failed !== 'down' ? down : null
  const wantedUp = isNearTop && failed !== 'up' ? up : null
  useEffect(() => {
    if (wantedDown) void grow('down')
  }, [wantedDown, grow])
  useEffect(() => {
    if (wantedUp) void grow('up')
  }, [wantedUp, grow])
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
