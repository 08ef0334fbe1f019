import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { InteractionItem } from '../api/wire-types.ts'
import { useSession } from '../session/session-query.ts'
import { interactionQuery } from './interaction-queries.ts'
import { neighboursOf } from './neighbours.ts'
import { useChecked } from './useChecked.ts'
import { useHomeSearch } from './useHomeSearch.ts'
import { useInteractionList } from './useInteractionList.ts'
import { useReviewCommands } from './useReviewCommands.ts'
import { useRowActions } from './useRowActions.ts'

/** What the start page knows and can do: the list, what is opened and marked, and the commands on it. */
export function useHome() {
  const { reviewFlags } = useSession()
  const { filter, openId, open, change } = useHomeSearch()
  const list = useInteractionList(filter, openId)
  const checked = useChecked(JSON.stringify(filter))
  const { rows } = list
  const { data: opened } = useQuery({ ...interactionQuery(openId ?? ''), enabled: openId !== undefined })
  const neighbours = useMemo(() => neighboursOf(rows, openId), [rows, openId])
  /** The row whose own clock was pressed; otherwise the marked ones, otherwise the opened one. */
  const [quickTarget, setQuickTarget] = useState<InteractionItem | null>(null)
  const targets = useMemo(() => {
    if (quickTarget) return rows.filter(({ id }) => id === quickTarget.id)
    const marked = rows.filter(({ id }) => checked.ids.has(id))
    if (marked.length > 0) return marked
    const inList = rows.filter(({ id }) => id === openId)
    // A link may open one that the list does not show.
    return inList.length > 0 || !opened ? inList : [opened]
  }, [rows, checked.ids, openId, quickTarget, opened])
  const review = useReview({ targets, setQuickTarget, onDone: checked.clear })
  const { check, actions } = useRowActions({ rows, openId, open, checked, postpone: review.postponeOne })
  return {
    filter,
    openId,
    open,
    change,
    list,
    checked,
    check,
    neighbours,
    actions,
    reviewFlags,
    review: reviewFlags ? review : null,
  }
}

interface ReviewParts {
  targets: readonly InteractionItem[]
  setQuickTarget: (item: InteractionItem | null) => void
  onDone: () => void
}

function useReview({ targets, setQuickTarget, onDone }: ReviewParts) {
  const commands = useReviewCommands()
  const [isPostponeOpen, setPostponeOpen] = useState(false)
  const done = () => {
    onDone()
    setQuickTarget(null)
  }
  return {
    canMark: targets.some(({ reviewed }) => !reviewed),
    canClear: targets.some(({ reviewed }) => reviewed),
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
