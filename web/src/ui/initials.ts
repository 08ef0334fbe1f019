/** Two letters of a name, or of the part before the @ of an address. */
export function initialsOf(name: string): string {
  const words = (name.split('@')[0] ?? '')
    .replace(/["'«»“”„()<>]/g, ' ')
    .split(/[\s._,-]+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word))
  const [first = '', second] = words
  const letters = second
    ? `${Array.from(first)[0] ?? ''}${Array.from(second)[0] ?? ''}`
    : Array.from(first).slice(0, 2).join('')
  return letters.toLocaleUpperCase() || '·'
}

/** One of six tones, the same for the same text. */
export function toneOf(text: string): number {
  let hash = 0
  for (const character of text.toLowerCase()) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return (hash % 6) + 1
}
