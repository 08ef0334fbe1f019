import type { Probe } from '../discover.ts'

/** Key of the words for a source of settings. */
export function sourceWord(source: Probe['source']) {
  return `wizard.source_${source}` as const
}
