import type { OpenDraft } from './open-drafts.ts'

/** Of a window with its gap, and what the list keeps beside it. */
const windowWidth = 660
const restWidth = 300

/**
 * Which windows show their title alone: those that a person folded, and those that came forward longest ago where there is
 * no room for all. One that fills the screen folds all others. The last of the list stands foremost.
 */
export function foldedKeys(drafts: readonly Pick<OpenDraft, 'key' | 'look'>[], width: number): ReadonlySet<string> {
  const wanted = drafts.filter(({ look }) => look !== 'folded')
  const full = wanted.findLast(({ look }) => look === 'full')
  const room = Math.max(1, Math.floor((width - restWidth) / windowWidth))
  const foremost = wanted.at(-1)
  const kept = full && full === foremost ? [full] : wanted.filter(({ look }) => look !== 'full').slice(-room)
  const open = new Set((kept.length > 0 ? kept : wanted.slice(-1)).map(({ key }) => key))
  return new Set(drafts.map(({ key }) => key).filter((key) => !open.has(key)))
}
