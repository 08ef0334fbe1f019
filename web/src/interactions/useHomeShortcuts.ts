import type { RefObject } from 'react'
import { canAnswer, useCompose } from '../compose/useCompose.ts'
import { useShortcuts } from '../shortcuts/useShortcuts.ts'
import { undoLast } from '../ui/notices.ts'
import { isThread } from './list-lines.ts'
import { rowAway } from './neighbours.ts'
import type { HomeModel } from './useHome.ts'

interface HomePlaces {
  search: RefObject<HTMLInputElement | null>
  letter: RefObject<HTMLElement | null>
  list: RefObject<HTMLElement | null>
}

/** Everything on the start page by keys; a command that has nothing to act on leaves its key alone. */
export function useHomeShortcuts(home: HomeModel, places: HomePlaces, receive: (() => void) | null): void {
  const { openId, open, neighbours, review, checked } = home
  const compose = useCompose()
  const answer = (mode: 'reply' | 'reply-all' | 'forward') => {
    const opened = home.rows.find(({ id }) => id === openId)
    if (openId !== undefined && opened?.status === 'draft') return compose.goOn(openId)
    if (openId === undefined || (opened && !canAnswer(opened))) return false
    return compose.answer(openId, mode)
  }
  const { focusList, move } = useMoves(home, places)
  const moveChecking = (to: string | undefined) => {
    if (to === undefined) return
    home.check(to, true)
    move(to)
  }
  useShortcuts({
    j: () => move(neighbours.next),
    arrowdown: () => move(neighbours.next),
    k: () => move(neighbours.previous),
    arrowup: () => move(neighbours.previous),
    'shift+arrowdown': () => moveChecking(neighbours.next),
    'shift+arrowup': () => moveChecking(neighbours.previous),
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
    x: openId === undefined ? null : () => home.check(openId, false),
    // Elsewhere on the page it selects text.
    'ctrl+a': () => (isOnList(places) ? checked.checkAll(home.rows) : false),
    e: review?.canMark ? review.markReviewed : null,
    'shift+e': review?.canClear ? review.clearReviewed : null,
    b: review?.canMark ? () => review.setPostponeOpen(true) : null,
    m: home.move.choose,
    y: home.move.toArchive,
    delete: home.move.toTrash,
    z: () => (undoLast() ? undefined : false),
    'ctrl+z': () => (undoLast() ? undefined : false),
    'shift+r': receive,
    n: () => compose.begin(),
    r: () => answer('reply'),
    a: () => answer('reply-all'),
    f: () => answer('forward'),
    '/': () => places.search.current?.focus(),
  })
  useFarMoves(home, places, move)
  useThreadKeys(home, move)
}

function isOnList({ list }: HomePlaces): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || list.current?.contains(activeElement) === true
}

function useMoves({ openId, open }: HomeModel, places: HomePlaces) {
  const focusList = () =>
    places.list.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true })
  const move = (to: string | undefined) => {
    focusList()
    if (to !== undefined) open(to, { replace: openId !== undefined })
  }
  return { focusList, move }
}

/** By a screenful, and to either end of the list, however long it is. */
function useFarMoves(home: HomeModel, places: HomePlaces, move: (to: string | undefined) => void): void {
  const { list, rows, openId } = home
  const jump = async (to: 'top' | 'bottom') => {
    const isLoaded = to === 'top' ? !list.hasPrevious : !list.hasNext
    if (isLoaded) return move(rows.at(to === 'top' ? 0 : -1)?.id)
    move((await list.jump(to))?.id)
  }
  const screenful = () => {
    const grid = places.list.current?.querySelector('[role="grid"]')
    const row = grid?.querySelector('[role="row"][aria-selected]')
    return Math.max(1, Math.floor((grid?.parentElement?.clientHeight ?? 0) / (row?.clientHeight || 52)) - 1)
  }
  // In the letter these keys scroll what one reads.
  const inList = (run: () => void) => () => {
    if (places.letter.current?.contains(document.activeElement)) return false
    run()
    return true
  }
  useShortcuts({
    home: inList(() => void jump('top')),
    end: inList(() => void jump('bottom')),
    pagedown: inList(() => move(rowAway(rows, openId, screenful()))),
    pageup: inList(() => move(rowAway(rows, openId, -screenful()))),
  })
}

function useThreadKeys({ lines, openId, threads, view }: HomeModel, move: (to: string | undefined) => void): void {
  const index = lines.findIndex(({ item }) => item.id === openId)
  const line = lines[index]
  const top = lines.findLast(({ isInside }, place) => place <= index && !isInside)
  useShortcuts({
    arrowright: line?.isOpen === false && isThread(line.item) ? () => threads.set(line.item.threadId, true) : null,
    arrowleft:
      top?.isOpen === true
        ? () => {
            threads.set(top.item.threadId, false)
            move(top.item.id)
          }
        : null,
    t: () => view.change({ isFolded: !view.isFolded }),
  })
}
