/** A mailbox as people read and write it. */

import type { Mailbox } from './parsed-message.ts'
import { cleanLine } from './safe-text.ts'

/** Embeddings and overrides of the writing direction: a name that holds one turns the text behind it. */
const DIRECTION_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g
const NEEDS_QUOTES = /[",;:<>()[\]@\\«»]/

/** A name as one line that cannot turn what stands beside it. */
export function plainName(name: string): string {
  return cleanLine(name.replace(DIRECTION_CONTROLS, ''))
}

/** `Name <address>`, the name in quotes where it holds signs that set addresses apart; `readAddressInput` reads it back. */
export function writeMailbox({ name, address }: Mailbox): string {
  const plain = plainName(name)
  if (address === '') return plain
  if (plain === '') return address
  const written = NEEDS_QUOTES.test(plain) ? `"${plain.replace(/["\\]/g, '\\$&')}"` : plain
  return `${written} <${address}>`
}
