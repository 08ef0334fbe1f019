import type { RefObject } from 'react'
import { canAnswer, useCompose } from '../compose/useCompose.ts'
import { useShortcuts } from '../shortcuts/useShortcuts.ts'
import { undoLast } from '../ui/notices.ts'
import type { HomeModel } from './useHome.ts'

interface HomePlaces {
  search: RefObject<HTMLInputElement | null>
  letter: RefObject<HTMLElement | null>
  list: RefObject<HTMLElement | null>
}

/** Everything on the start page by keys; a command that has nothing to act on leaves its key alone. */
export function useHomeShortcuts(home: HomeModel, places: HomePlaces, receive: (() => void) | null): void {
  const { openId, open, neighbours, review, checked, check } = home
  const compose = useCompose()
  const answer = (mode: 'reply' | 'reply-all' | 'forward') => {
    const opened = home.list.rows.find(({ id }) => id === openId)
    if (openId !== undefined && opened?.status === 'draft') return compose.goOn(openId)
    if (openId === undefined || (opened && !canAnswer(opened))) return false
    return compose.answer(openId, mode)
  }
  const focusList = () =>
    places.list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true })
  const move = (to: string | undefined) => {
    focusList()
    if (to !== undefined) open(to, { replace: openId !== undefined })
  }
  const moveChecking = (to: string | undefined) => {
    if (to === undefined) return
    check(to, true)
    move(to)
  }
  useShortcuts({
    j: () => move(neighbours.next),
    arrowdown: () => move(neighbours.next),
    k: () => move(neighbours.previous),
    arrowup: () => move(neighbours.previous),
    'shift+arrowdown': () => moveChecking(neighbours.next),
    'shift+arrowup': () => moveChecking(neighbours.previous),
    home: () => move(home.list.rows[0]?.id),
    end: () => move(home.list.rows.at(-1)?.id),
    enter: () => {
      if (openId === undefined) move(neighbours.next)
      else places.letter.current?.focus()
    },
    escape: () => {
      if (checked.ids.size > 0) checked.clear()
      else if (document.activeElement === places.letter.current) focusList()
      else if (openId !== undefined) open(undefined)
      else if (home.filter.q !== undefined) home.change({ q: undefined })
      else return false
    },
    x: openId === undefined ? null : () => check(openId, false),
    e: review?.canMark ? review.markReviewed : null,
    'shift+e': review?.canClear ? review.clearReviewed : null,
    b: review?.canMark ? () => review.setPostponeOpen(true) : null,
    z: () => (undoLast() ? undefined : false),
    'ctrl+z': () => (undoLast() ? undefined : false),
    'shift+r': receive,
    n: () => compose.begin(),
    r: () => answer('reply'),
    a: () => answer('reply-all'),
    f: () => answer('forward'),
    '/': () => places.search.current?.focus(),
  })
}
