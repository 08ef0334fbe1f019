import { type CommandId, keysOf } from './command-list.ts'

const words: Readonly<Record<string, string>> = {
  arrowdown: '↓',
  arrowup: '↑',
  arrowleft: '←',
  arrowright: '→',
  pagedown: 'Page Down',
  pageup: 'Page Up',
  enter: 'Enter',
  escape: 'Esc',
  home: 'Home',
  end: 'End',
  delete: 'Delete',
  shift: 'Shift',
  ctrl: 'Ctrl',
}

const isMac = () => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

/** What is printed on the keys of a press: `shift+e` is «Shift E», `ctrl+k` on a Mac «⌘ K». */
export function capOf(press: string, onMac = isMac()): string {
  return press
    .split('+')
    .map((part) => (onMac && part === 'ctrl' ? '⌘' : (words[part] ?? part.toUpperCase())))
    .join(' ')
}

/** Caps in the order in which they are drawn, and whether they are alternatives or one after the other. */
export function capsOf(id: CommandId): { caps: readonly string[]; joint: 'joinOr' | 'joinThen' } {
  const keys = keysOf(id)
  const [first = ''] = keys
  if (first.includes(' ')) return { caps: first.split(' ').map((press) => capOf(press)), joint: 'joinThen' }
  return { caps: keys.map((press) => capOf(press)), joint: 'joinOr' }
}

/** The keys that a tip names: the first way to press the command. */
export function tipKeys(id: CommandId): readonly string[] {
  const [first = ''] = keysOf(id)
  return first.split(' ').map((press) => capOf(press))
}
