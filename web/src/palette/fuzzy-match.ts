import { otherLayout } from './keyboard-layout.ts'

/** Small letters, ё as е, marks as gaps: how names and what is typed are compared. */
export function plainText(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}@.,;'[\]`/]+/gu, ' ')
    .trim()
}

/** Names prepared once, so that a key press compares and no more. */
export function prepareName(name: string): string {
  return plainText(name).replace(/[,;'[\]`]+/g, ' ')
}

/** Every word begins a word of the name, each another one. */
function beginsWords(words: readonly string[], name: string): boolean {
  const left = name.split(/[ /]+/)
  return words.every((word) => {
    const at = left.findIndex((one) => one.startsWith(word))
    if (at < 0) return false
    left.splice(at, 1)
    return true
  })
}

/** Letters in order, from the beginning of a word on; the share of the name's reach that they fill, or 0. */
function density(query: string, name: string): number {
  let best = 0
  for (let start = 0; start < name.length; start++) {
    if (name[start] !== query[0] || (start > 0 && name[start - 1] !== ' ')) continue
    let at = start
    for (const letter of query) {
      at = name.indexOf(letter, at) + 1
      if (at === 0) break
    }
    if (at > 0) best = Math.max(best, query.length / (at - start))
  }
  return best
}

function scoreOne(query: string, name: string): number {
  if (name === query) return 110
  if (name.startsWith(query)) return 100
  const words = query.split(' ')
  if (beginsWords(words, name)) return 80
  if (query.length > 1 && name.includes(query)) return 60
  const together = query.replaceAll(' ', '')
  const share = together.length > 1 ? density(together, name) : 0
  return share > 0.3 ? 40 * share : 0
}

/**
 * How well what was typed fits a name: 0 not at all, more is better. Takes the other keyboard layout into account, for a
 * little less. Longer names lose a little, so that the plainest comes first.
 */
export function scoreName(typed: string, prepared: string): number {
  const query = plainText(typed)
  if (query === '') return 1
  const other = prepareName(otherLayout(typed.toLowerCase().trim()))
  const score = Math.max(scoreOne(prepareName(query), prepared), other === '' ? 0 : scoreOne(other, prepared) - 5)
  return score <= 0 ? 0 : score - Math.min(4, prepared.length / 40)
}

interface Findable {
  /** Prepared names in every language, the best known first. */
  names: readonly string[]
}

/** Those that fit, best first; equal ones keep their order. */
export function findBest<Item extends Findable>(typed: string, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, score: Math.max(...item.names.map((name) => scoreName(typed, name))) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item)
}
