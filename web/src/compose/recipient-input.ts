/** A mailbox as it is typed; the address may still be anything. */
export interface Recipient {
  name: string
  address: string
}

export type RecipientProblem = 'noAt' | 'noLocal' | 'noServer' | 'noTopLevel' | 'badCharacters' | 'mixedLetters'

/**
 * Reads what was typed or pasted into an address field: any number of mailboxes apart by commas, semicolons, tabs and line
 * ends, with or without names. A comma inside quotes or before brackets belongs to the name («Иванов, Иван <i@x.ru>»).
 * What is no address comes back in its place, for a person to correct.
 */
export function readRecipients(text: string): Recipient[] {
  const found: Recipient[] = []
  let waiting: string[] = []
  const giveUp = () => {
    for (const words of waiting) found.push({ name: '', address: words })
    waiting = []
  }
  for (const { words, end } of entriesOf(text)) {
    const bracketed = /^(.*)<([^<>]*)>[^<>]*$/s.exec(words)
    if (bracketed) {
      const name = [...waiting, bracketed[1] ?? ''].map(plain).filter(Boolean).join(', ')
      found.push(mailbox(name, bracketed[2] ?? ''))
      waiting = []
    } else if (words.includes('@')) {
      giveUp()
      found.push(...bareAddresses(words))
    } else if (words !== '') waiting.push(words)
    if (end !== ',') giveUp()
  }
  giveUp()
  return found
}

/** Pieces between separators that stand outside of quotes and brackets. */
function entriesOf(text: string): { words: string; end: string }[] {
  const entries: { words: string; end: string }[] = []
  let words = ''
  let closing = ''
  for (const character of text) {
    const ends = closing === '' ? /[,;\t\r\n]/.test(character) : /[\r\n]/.test(character)
    if (ends) {
      entries.push({ words: words.trim(), end: character })
      words = ''
      closing = ''
      continue
    }
    words += character
    if (character === closing) closing = ''
    else if (closing === '' && character === '"') closing = '"'
    else if (closing === '' && character === '<') closing = '>'
  }
  return [...entries, { words: words.trim(), end: '' }]
}

/** «a@x.org b@y.org» are two, «Anna anna@x.org» is one with a name. */
function bareAddresses(words: string): Recipient[] {
  const parts = words.split(/\s+/)
  if (parts.every((part) => part.includes('@'))) return parts.map((part) => mailbox('', part))
  const address = parts.filter((part) => part.includes('@'))
  if (address.length !== 1) return [{ name: '', address: words }]
  return [mailbox(parts.filter((part) => !part.includes('@')).join(' '), address[0] ?? '')]
}

function mailbox(name: string, written: string): Recipient {
  const address = written
    .trim()
    .replace(/^mailto:/i, '')
    .replace(/\?.*$/s, '')
  const words = plain(name)
  return { name: words.toLowerCase() === address.toLowerCase() ? '' : words, address }
}

function plain(name: string): string {
  return name
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .replace(/\\(.)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Why a letter cannot go there, as far as the writing shows; null where nothing speaks against it. */
export function problemOf(address: string): RecipientProblem | null {
  const at = address.lastIndexOf('@')
  if (at < 0) return 'noAt'
  const local = address.slice(0, at)
  const server = address.slice(at + 1)
  if (local === '') return 'noLocal'
  if (server === '') return 'noServer'
  if (/[\s<>(),;:"[\]\\]/.test(address) || local.includes('@')) return 'badCharacters'
  const labels = server.split('.')
  if (labels.length < 2) return 'noTopLevel'
  const isLabel = (label: string) => /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u.test(label)
  if (!labels.every(isLabel) || /^\.|\.\.|\.$/.test(local)) return 'badCharacters'
  return [...labels, local].some(isMixed) ? 'mixedLetters' : null
}

/** Look-alikes of two alphabets in one word are a slip of the keyboard layout, or worse. */
function isMixed(word: string): boolean {
  return /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word)
}

/** Adds without saying the same address twice. */
export function addRecipients(present: readonly Recipient[], added: readonly Recipient[]): Recipient[] {
  const known = new Set(present.map(({ address }) => address.toLowerCase()))
  const fresh = added.filter(({ address }) => {
    const key = address.toLowerCase()
    return !known.has(key) && known.add(key)
  })
  return [...present, ...fresh]
}

/** As it is typed again: for correcting it in the field. */
export function writeRecipient({ name, address }: Recipient): string {
  if (name === '') return address
  return `${/[,;"<>@]/.test(name) ? `"${name.replaceAll(/["\\]/g, '\\$&')}"` : name} <${address}>`
}
