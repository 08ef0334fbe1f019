export interface TextPart {
  text: string
  href: string | null
}

const address = /https?:\/\/[^\s<>"«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi

/** Cuts plain text at web and mail addresses; a full stop or bracket behind one belongs to the sentence. */
export function linkedParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let last = 0
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(/[.,;:!?)\]}'"]+$/, '')
    if (match.index > last) parts.push({ text: text.slice(last, match.index), href: null })
    parts.push({ text: found, href: /^https?:/i.test(found) ? found : `mailto:${found}` })
    last = match.index + found.length
  }
  if (last < text.length) parts.push({ text: text.slice(last), href: null })
  return parts
}
