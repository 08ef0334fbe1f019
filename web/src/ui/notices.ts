import type { FailureCode } from '../api/failure-code.ts'

/** A word about what has just been done, at the lower edge for a few seconds. */
export interface Notice {
  id: number
  tone: 'done' | 'info' | 'bad'
  text: string
  /** It stands until then, and says how many seconds are left. */
  countdown?: { until: number; text: (seconds: number) => string }
  /** For `bad`: what went wrong, said below. */
  failure?: FailureCode
  /** Takes it back; offered while the notice stands. */
  undo?: () => void
}

const lifetime = 8000
let notices: readonly Notice[] = []
let lastId = 0
const listeners = new Set<() => void>()

function set(next: readonly Notice[]): void {
  notices = next
  for (const listener of listeners) listener()
}

export function subscribeNotices(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function currentNotices(): readonly Notice[] {
  return notices
}

/** Shows a notice; only the newest offer of undo stays, because only the newest can be taken back without confusion. */
export function notify(notice: Omit<Notice, 'id'>): void {
  const id = ++lastId
  const kept = notices.filter((other) => !(notice.undo && other.undo)).slice(-2)
  set([...kept, { ...notice, id }])
  setTimeout(() => dismissNotice(id), notice.countdown ? notice.countdown.until - Date.now() : lifetime)
}

export function dismissNotice(id: number): void {
  if (notices.some((notice) => notice.id === id)) set(notices.filter((notice) => notice.id !== id))
}

/** Takes the newest action back while its offer stands; says whether there was one. */
export function undoLast(): boolean {
  const last = notices.findLast((notice) => notice.undo)
  if (!last?.undo) return false
  dismissNotice(last.id)
  last.undo()
  return true
}
