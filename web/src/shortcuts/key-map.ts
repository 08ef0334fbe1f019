/** What a key press means, whatever the keyboard layout: «о» on a Russian keyboard is the key J. */
export interface KeyPress {
  key: string
  code: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
}

const named = new Set([
  'Enter',
  'Escape',
  'ArrowDown',
  'ArrowUp',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageDown',
  'PageUp',
  'Delete',
])

/** With Ctrl or ⌘ only these are ours. */
const ours = new Set(['a', 'k', 'z'])

/** Means the same while one types: nobody writes with it. */
export function isEverywhere(press: string): boolean {
  return press === 'ctrl+k'
}

/**
 * Name of the press: `j`, `shift+e`, `/`, `?`, `shift+arrowdown`, `ctrl+z`; null for what is none of ours, so that
 * the browser's own combinations stay its own.
 */
export function nameOfPress({ key, code, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): string | null {
  if (altKey) return null
  const isCommand = ctrlKey || metaKey
  if (named.has(key)) return isCommand ? null : `${shiftKey ? 'shift+' : ''}${key.toLowerCase()}`
  if (!isCommand && key === '?') return '?'
  if (!isCommand && key === '/') return '/'
  // On layouts without these characters on the key, the key itself counts.
  if (!isCommand && code === 'Slash' && !isLatin(key)) return shiftKey ? '?' : '/'
  const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? (/^[a-z]$/i.test(key) ? key.toLowerCase() : null)
  if (letter === null) return null
  if (isCommand) return !shiftKey && ours.has(letter) ? `ctrl+${letter}` : null
  return `${shiftKey ? 'shift+' : ''}${latinKey(key) ?? letter}`
}

function isLatin(key: string): boolean {
  return /^[\x20-\x7e]$/.test(key)
}

/** A Latin letter counts as it is typed (Dvorak, AZERTY); any other by the place of its key. */
function latinKey(key: string): string | null {
  return /^[a-z]$/i.test(key) ? key.toLowerCase() : null
}

/** Joins a press to the one before it: after `g`, `i` means `g i`. A prefix alone means nothing yet. */
export function withPrefix(prefix: string | null, press: string): string {
  return prefix === null ? press : `${prefix} ${press}`
}

export const prefixes: ReadonlySet<string> = new Set(['g'])
