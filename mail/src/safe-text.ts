/** Strings as PostgreSQL's text and jsonb accept them, and cuts that keep them so. */

/** Removes NUL and replaces lone surrogates. */
export function cleanText(text: string): string {
  const withoutNul = text.includes('\0') ? text.replaceAll('\0', '') : text
  return withoutNul.isWellFormed() ? withoutNul : withoutNul.toWellFormed()
}

const SPACING = /[\p{Cc}\s]+/gu

/** One line: NUL is removed, other control characters and runs of white space become one space, the ends are trimmed. */
export function cleanLine(text: string): string {
  if (isCleanLine(text)) return text
  return cleanText(text).replace(SPACING, ' ').trim()
}

/** Nearly all header text needs no work; a regular expression would cost more than this loop. */
function isCleanLine(text: string): boolean {
  let before = 32
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code <= 32 ? code !== 32 || before === 32 : code >= 127 && (code <= 160 || code >= 0x1680)) return false
    before = code
  }
  return before !== 32 || text === ''
}

/** Cuts to so many bytes of UTF-8 without splitting a character. */
export function cutBytes(text: string, bytes: number): string {
  if (text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes) return text
  const cut = Buffer.from(text).subarray(0, bytes)
  let end = cut.length
  while (end > 0 && ((cut[end - 1] ?? 0) & 0xc0) === 0x80) end--
  const lead = cut[end - 1] ?? 0
  const wanted = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
  return cut.toString('utf8', 0, cut.length - end + 1 === wanted ? cut.length : end - 1)
}

/** Cuts to so many UTF-16 units without splitting a surrogate pair. */
export function cutUnits(text: string, units: number): string {
  if (text.length <= units) return text
  const last = text.charCodeAt(units - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? units - 1 : units)
}
