import { useSyncExternalStore } from 'react'
import type { DraftMode } from '../api/wire-types.ts'

export interface DraftRequest {
  mode: DraftMode
  /** The letter that is answered or forwarded. */
  basisId?: string
  /** Account that a new letter goes out from. */
  account?: string
}

/** A window in which a letter is written. */
export interface OpenDraft {
  key: string
  /** Null while the server is making the draft. */
  id: string | null
  request: DraftRequest
  look: 'window' | 'folded' | 'full'
  /** Nothing was written yet: closing throws it away. */
  isFresh: boolean
  /** It is on its way out: kept until the server has taken it. */
  isLeaving: boolean
}

let owner: string | null = null
let drafts: readonly OpenDraft[] = []
let lastKey = 0
const listeners = new Set<() => void>()
const returnPlaces = new Map<string, HTMLElement>()

const storageKey = () => `besedka-open-drafts-${owner ?? ''}`

function set(next: readonly OpenDraft[]): void {
  drafts = next
  if (owner !== null) remember()
  for (const listener of listeners) listener()
}

/** Names of drafts alone: what is written in them lies on the server. */
function remember(): void {
  const kept = drafts.filter(({ id, isLeaving }) => id !== null && !isLeaving)
  try {
    const lines = kept.map(({ id, look, isFresh, request }) => ({ id, look, isFresh, request }))
    localStorage.setItem(storageKey(), JSON.stringify(lines))
  } catch {
    // A browser that forbids storage only forgets which windows were open.
  }
}

function isLook(look: unknown): look is OpenDraft['look'] {
  return look === 'window' || look === 'folded' || look === 'full'
}

function readKept(text: string | null): OpenDraft[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    if (!Array.isArray(kept)) return []
    return kept.flatMap(readLine)
  } catch {
    return []
  }
}

function readLine(line: unknown): OpenDraft[] {
  if (typeof line !== 'object' || line === null || !('id' in line) || typeof line.id !== 'string') return []
  const look = 'look' in line && isLook(line.look) ? line.look : 'window'
  const isFresh = 'isFresh' in line && line.isFresh === true
  const request = 'request' in line && isRequest(line.request) ? line.request : blankRequest
  return [{ ...blank(nextKey()), id: line.id, look, isFresh, request }]
}

function isRequest(request: unknown): request is DraftRequest {
  return typeof request === 'object' && request !== null && 'mode' in request && typeof request.mode === 'string'
}

const blankRequest: DraftRequest = { mode: 'new' }

const nextKey = () => `draft-${++lastKey}`

function blank(key: string): OpenDraft {
  return { key, id: null, request: { mode: 'new' }, look: 'window', isFresh: true, isLeaving: false }
}

/** Opens the windows that this person had open here; those of another one are closed. */
export function restoreOpenDrafts(userId: string): void {
  if (owner === userId) return
  owner = userId
  let text: string | null = null
  try {
    text = localStorage.getItem(storageKey())
  } catch {
    // As above.
  }
  set(readKept(text))
}

export function currentDrafts(): readonly OpenDraft[] {
  return drafts
}

export function subscribeDrafts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useOpenDrafts(): readonly OpenDraft[] {
  return useSyncExternalStore(subscribeDrafts, currentDrafts)
}

function isSameWish(one: DraftRequest, other: DraftRequest): boolean {
  return other.basisId !== undefined && one.basisId === other.basisId && one.mode === other.mode
}

/** Adds a window for a letter to be begun, or brings forward the one that answers the same letter in the same way. */
export function addDraft(request: DraftRequest): { key: string; isNew: boolean } {
  const open = drafts.find((draft) => !draft.isLeaving && isSameWish(draft.request, request))
  if (open) {
    bringForward(open.key)
    return { key: open.key, isNew: false }
  }
  const draft = { ...blank(nextKey()), request }
  noteReturn(draft.key)
  set([...drafts, draft])
  focusDraft(draft.key)
  return { key: draft.key, isNew: true }
}

/** A window on a draft that exists. */
export function showDraft(id: string): void {
  const open = drafts.find((draft) => draft.id === id)
  if (open) {
    changeDraft(open.key, { isLeaving: false })
    bringForward(open.key)
    return
  }
  const draft = { ...blank(nextKey()), id, isFresh: false }
  noteReturn(draft.key)
  set([...drafts, draft])
  focusDraft(draft.key)
}

export function changeDraft(key: string, part: Partial<Omit<OpenDraft, 'key'>>): void {
  set(drafts.map((draft) => (draft.key === key ? { ...draft, ...part } : draft)))
}

/** The last one stands foremost: it is the last to be folded where there is no room. */
export function bringForward(key: string): void {
  const found = drafts.find((draft) => draft.key === key)
  if (!found) return
  const look = found.look === 'folded' ? 'window' : found.look
  set([...drafts.filter((draft) => draft.key !== key), { ...found, look }])
  focusDraft(key)
}

const wantsFocus = new Set<string>()

/** Puts the cursor where writing begins, now or as soon as that is there. */
export function focusDraft(key: string): void {
  wantsFocus.add(key)
  requestAnimationFrame(settleFocus)
}

/** What loads late calls this once it is on screen. */
export function settleFocus(): void {
  for (const key of wantsFocus) {
    const target = document.getElementById(key)?.querySelector<HTMLElement>('[data-autofocus="true"]')
    if (!target) continue
    wantsFocus.delete(key)
    target.focus()
  }
}

/** Closes the window and gives the focus back to where it was. */
export function closeDraft(key: string): void {
  giveFocusBack(key)
  set(drafts.filter((draft) => draft.key !== key))
}

/** To where it was when the window opened, if the window has it. */
export function giveFocusBack(key: string): void {
  const place = returnPlaces.get(key)
  returnPlaces.delete(key)
  if (!document.getElementById(key)?.contains(document.activeElement)) return
  const target = place?.isConnected ? place : document.querySelector<HTMLElement>('[role="grid"]')
  // The browser may first have to notice that the window is gone.
  requestAnimationFrame(() => target?.focus({ preventScroll: true }))
}

function noteReturn(key: string): void {
  if (document.activeElement instanceof HTMLElement && document.activeElement !== document.body) {
    returnPlaces.set(key, document.activeElement)
  }
}
