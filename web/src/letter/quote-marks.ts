/** How programs in Russian and English introduce a letter that they repeat. */

const originalMark = /^\s*[-_]{2,}\s*(?:original message|исходное сообщение)\s*[-_]*\s*$/i
const forwardMark =
  /^[\s>]*(?:[-_]{2,}\s*(?:forwarded (?:message|letter)|пересылаемое сообщение|пересланное сообщение)|begin forwarded message|начало (?:переадресованного|пересылаемого|пересланного) сообщения)/i
const wrote = /(?:wrote|writes|пишет|писал|писала|написал|написала|писал\(а\)|написал\(а\)):\s*$/i
/** «12.01.2024, 13:05, "Иван" <ivan@x.ru>:», «Понедельник, 5 июня 2023, 12:01 +03:00 от Иван <ivan@x.ru>:» */
const datedAddress = /\d{1,2}[:.]\d{2}.{0,200}[\w.+-]+@[\w-]+(?:\.[\w-]+)+.{0,40}:\s*$/
const headerStart = /^\*?(?:from|от|отправитель)\s*:\*?\s*\S/i
const headerNext = /^\*?(?:sent|date|to|cc|subject|отправлено|дата|кому|копия|тема)\s*:/i
const longestAttribution = 500

/** The line above a letter that is repeated because it is answered. */
export function isOriginalMark(line: string): boolean {
  return originalMark.test(line)
}

/** The line above a letter that is passed on: its reader has not seen what stands below. */
export function isForwardMark(text: string): boolean {
  return forwardMark.test(text)
}

/** «20 ноября 2026 г. в 17:42 Анна пишет:» */
export function isAttribution(line: string): boolean {
  const text = line.replace(/\s+/g, ' ').trim()
  return text.length <= longestAttribution && (wrote.test(text) || datedAddress.test(text))
}

/** Whether lines begin with the repeated header of Outlook: «От: …», then «Отправлено: …» or another field. */
export function startsQuotedHeader(lines: readonly string[]): boolean {
  const [first = '', second = ''] = lines.filter((line) => line.trim() !== '').map((line) => line.trim())
  return headerStart.test(first) && headerNext.test(second)
}
