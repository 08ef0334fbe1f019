import { type CommandId, type CommandKey, keysOf } from './command-list.ts'
import { isEverywhere, nameOfPress, prefixes, withPrefix } from './key-map.ts'

/**
 * What keys do on the page that is open. Returning false leaves the press to the browser, because there was nothing to
 * act on; null says the same beforehand.
 */
export type ShortcutTable = Readonly<Partial<Record<CommandKey, (() => unknown) | null>>>

/** Tables of what is on screen, the newest last: a part of a page speaks before the page. */
const tables: { current: Readonly<Record<string, (() => unknown) | null | undefined>> }[] = []
let prefix: string | null = null
let prefixUntil = 0

const prefixLifetime = 1500

export function addShortcuts(table: { current: ShortcutTable }): () => void {
  tables.push(table)
  return () => {
    tables.splice(tables.indexOf(table), 1)
  }
}

/** What a press does here; undefined where nothing on screen knows the key. */
function findRun(name: string): (() => unknown) | null | undefined {
  for (const { current } of tables.toReversed()) {
    const run = current[name]
    if (run !== undefined) return run
  }
  return undefined
}

function boundTo(id: CommandId): (() => unknown) | null | undefined {
  return keysOf(id)
    .map(findRun)
    .find((run) => run !== undefined)
}

/** Does the page that is open know this command, and is there something to act on. */
export function commandState(id: CommandId): 'absent' | 'idle' | 'ready' {
  const run = boundTo(id)
  return run === undefined ? 'absent' : run === null ? 'idle' : 'ready'
}

/** Does what the command's key does; returns whether there was something to act on. */
export function runCommand(id: CommandId): boolean {
  const run = boundTo(id)
  return run ? run() !== false : false
}

/** Typing is not commanding; menus and dialogs have keys of their own. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest('textarea, select, [role="menu"], [role="dialog"], [role="listbox"]') !== null ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type))
  )
}

/** A dialog that has to be answered first. */
function isModal(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[aria-modal="true"], dialog') !== null
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return
  const press = nameOfPress(event)
  if (press === null) return
  if (isEverywhere(press) ? isModal(event.target) : isTaken(event.target)) return
  // Enter on a button or a link is that control's own.
  if (press === 'enter' && event.target instanceof Element && event.target.closest('a, button')) return
  const name = withPrefix(performance.now() < prefixUntil ? prefix : null, press)
  prefix = null
  if (prefixes.has(name)) {
    prefix = name
    prefixUntil = performance.now() + prefixLifetime
    return
  }
  const run = findRun(name)
  if (run && run() !== false) event.preventDefault()
}

export function listenForShortcuts(): () => void {
  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}
