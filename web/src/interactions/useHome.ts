import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import type { InteractionItem } from '../api/wire-types.ts'
import { useMoveCommands } from '../moving/useMoveCommands.tsx'
import { useSession } from '../session/session-query.ts'
import { interactionQuery, listKeyOf } from './interaction-queries.ts'
import { isThread, linesOf } from './list-lines.ts'
import { neighboursOf, remainingNear } from './neighbours.ts'
import { useChecked } from './useChecked.ts'
import { useHomeSearch } from './useHomeSearch.ts'
import { useInteractionList } from './useInteractionList.ts'
import { useListView } from './useListView.ts'
import { useOpenThreads } from './useOpenThreads.ts'
import { useReviewCommands } from './useReviewCommands.ts'
import { useRowActions } from './useRowActions.ts'

/** What the start page knows and can do: the list, what is opened and marked, and the commands on it. */
export function useHome() {
  const { reviewFlags } = useSession()
  const { filter, openId, open, change } = useHomeSearch()
  const view = useListView()
  const key = useMemo(() => listKeyOf(filter, view.isFolded), [filter, view.isFolded])
  const list = useInteractionList(key, openId)
  const threads = useOpenThreads(key)
  const lines = useMemo(() => linesOf(list.rows, threads.open), [list.rows, threads.open])
  /** Every row that stands in the list, letters of opened threads included. */
  const rows = useMemo(() => lines.map(({ item }) => item), [lines])
  const checked = useChecked(key)
  const { data: opened } = useQuery({ ...interactionQuery(openId ?? ''), enabled: openId !== undefined })
  const neighbours = useMemo(() => neighboursOf(rows, openId), [rows, openId])
  /** The row whose own clock was pressed; otherwise the marked ones, otherwise the opened one. */
  const [quickTarget, setQuickTarget] = useState<InteractionItem | null>(null)
  const targets = useMemo(() => {
    if (quickTarget) return rows.filter(({ id }) => id === quickTarget.id)
    if (checked.marked.size > 0) return withPresent(checked.marked, rows)
    const inList = rows.filter(({ id }) => id === openId)
    // A link may open one that the list does not show.
    return inList.length > 0 || !opened ? inList : [opened]
  }, [rows, checked.marked, openId, quickTarget, opened])
  const isOpen = useCallback((threadId: string) => threads.open.has(threadId), [threads.open])
  const commands = useReviewCommands(isOpen)
  const review = useReview({ targets, commands, setQuickTarget, onDone: checked.clear })
  const move = useMoveCommands({
    chosen: targets,
    isOpen,
    onMoved: (ids) => {
      checked.clear()
      // What leaves the folder on screen gives its place to the next one.
      if (filter.folder === undefined || openId === undefined || !ids.includes(openId)) return
      open(remainingNear(rows, openId, new Set(ids)), { replace: true })
    },
  })
  const { check, actions } = useRowActions({
    rows,
    openId,
    open,
    openThread: threads.set,
    checked,
    markReviewed: commands.markReviewed,
    postpone: review.postponeOne,
  })
  return {
    filter,
    openId,
    open,
    change,
    view,
    list,
    lines,
    rows,
    threads,
    checked,
    check,
    neighbours,
    actions,
    reviewFlags,
    move,
    review: reviewFlags ? review : null,
  }
}

/** The marked ones as they stand now; one that the list has dropped as it stood last. */
function withPresent(marked: ReadonlyMap<string, InteractionItem>, rows: readonly InteractionItem[]) {
  const present = new Map(rows.map((row) => [row.id, row]))
  return [...marked.values()].map((row) => present.get(row.id) ?? row)
}

interface ReviewParts {
  targets: readonly InteractionItem[]
  commands: ReturnType<typeof useReviewCommands>
  setQuickTarget: (item: InteractionItem | null) => void
  onDone: () => void
}

function useReview({ targets, commands, setQuickTarget, onDone }: ReviewParts) {
  const [isPostponeOpen, setPostponeOpen] = useState(false)
  const done = () => {
    onDone()
    setQuickTarget(null)
  }
  return {
    canMark: targets.some((item) => !item.reviewed || (isThread(item) && (item.thread?.toReview ?? 0) > 0)),
    canClear: targets.some((item) => item.reviewed || isThread(item)),
    markReviewed: () => {
      commands.markReviewed(targets)
      done()
    },
    clearReviewed: () => {
      commands.clearReviewed(targets)
      done()
    },
    postpone: (until: Date) => {
      commands.postpone(targets, until)
      done()
    },
    postponeOne: (item: InteractionItem) => {
      setQuickTarget(item)
      setPostponeOpen(true)
    },
    isPostponeOpen,
    setPostponeOpen,
  }
}

export type HomeModel = ReturnType<typeof useHome>
