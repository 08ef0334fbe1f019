import { nameOfPress, prefixes, withPrefix } from './key-map.ts'

/** What a key does on the page that is open; returning false leaves the press to the browser. */
export type ShortcutTable = Readonly<Record<string, (event: KeyboardEvent) => unknown>>

/** Tables of what is on screen, the newest last: a part of a page speaks before the page. */
const tables: { current: ShortcutTable }[] = []
let prefix: string | null = null
let prefixUntil = 0

const prefixLifetime = 1500

export function addShortcuts(table: { current: ShortcutTable }): () => void {
  tables.push(table)
  return () => {
    tables.splice(tables.indexOf(table), 1)
  }
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

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isTaken(event.target)) return
  const press = nameOfPress(event)
  if (press === null) return
  // Enter on a button or a link is that control's own.
  if (press === 'enter' && event.target instanceof Element && event.target.closest('a, button')) return
  const name = withPrefix(performance.now() < prefixUntil ? prefix : null, press)
  prefix = null
  if (prefixes.has(name)) {
    prefix = name
    prefixUntil = performance.now() + prefixLifetime
    return
  }
  for (const { current } of tables.toReversed()) {
    const run = current[name]
    if (!run) continue
    if (run(event) !== false) event.preventDefault()
    return
  }
}

export function listenForShortcuts(): () => void {
  window.addEventListener('keydown', onKeyDown)
  return () => window.removeEventListener('keydown', onKeyDown)
}
