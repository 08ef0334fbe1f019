/** Words of a search as they can stand in a subject; operators and their values are left out. */
export function highlightWords(query: string | undefined): string[] {
  if (!query) return []
  return query
    .split(/\s+/)
    .filter((word) => !/^[a-z]+:/i.test(word))
    .map((word) => fold(word.replace(/[^\p{L}\p{N}@.-]/gu, '')))
    .filter((word) => word.length > 1)
}

/** For comparing: small letters, ё as е; every character keeps its place. */
function fold(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е')
}

export interface TextPart {
  text: string
  isHit: boolean
}

/** Cuts a text at the places where one of the words begins a word of its own; a long word also counts by its stem. */
export function markHits(text: string, words: readonly string[]): TextPart[] {
  if (words.length === 0) return [{ text, isHit: false }]
  const folded = fold(text)
  // Small letters of some alphabets are longer than the large ones: then places would not agree.
  if (folded.length !== text.length) return [{ text, isHit: false }]
  const parts: TextPart[] = []
  let last = 0
  for (const match of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
    const [found] = match
    if (!words.some((word) => found.startsWith(word) || sharesStem(found, word))) continue
    if (match.index > last) parts.push({ text: text.slice(last, match.index), isHit: false })
    last = match.index + found.length
    parts.push({ text: text.slice(match.index, last), isHit: true })
  }
  if (last < text.length) parts.push({ text: text.slice(last), isHit: false })
  return parts
}

function sharesStem(found: string, word: string): boolean {
  const stem = Math.max(4, word.length - 2)
  return word.length >= 5 && found.length <= word.length + 3 && found.startsWith(word.slice(0, stem))
}
