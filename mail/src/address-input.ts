/** What a person types or pastes where addresses are asked for. */

import { domainToUnicode } from 'node:url'
import { type AddressToken, addressTokens } from './address-tokens.ts'
import { plainName } from './mailbox-text.ts'
import { type AddressProblem, addressProblem } from './outgoing-address.ts'

export interface AddressChip {
  readonly name: string
  /** Empty where there is no address among the words; the domain in lower case and in letters, not in "xn--". */
  readonly address: string
  /** Null: a letter can go there. `mixed-letters`: Latin and Cyrillic look-alikes stand in one word. */
  readonly problem: AddressProblem | 'no-address' | 'mixed-letters' | null
}

/**
 * Reads any number of addresses, apart by commas, semicolons, line ends or spaces, with names before, behind or without.
 * A comma inside a name that brackets follow belongs to the name ("Иванов, Иван <i@x.ru>"). Never throws, and what it
 * does not understand comes back as a chip with a problem, in its place.
 */
export function readAddressInput(input: string): AddressChip[] {
  const reader = new InputReader()
  for (const token of addressTokens(input)) reader.take(token)
  return reader.end()
}

/** An address without brackets waits for what follows: before brackets it is a name. */
class InputReader {
  readonly #chips: AddressChip[] = []
  /** Names between commas that no address has followed yet. */
  #pending: string[] = []
  #words: string[] = []
  #bare: string | null = null
  /** The address of this entry that stands without a name; words behind it are its name. */
  #hasNameless = false

  take({ kind, text }: AddressToken): void {
    if (kind === 'angle') {
      const words = this.#bare === null ? this.#words : [...this.#words, this.#bare]
      this.#bare = null
      this.#finish(words.join(' '), text)
      return
    }
    this.#settle()
    if (kind === 'address') this.#bare = text
    else if (kind === 'word') this.#words.push(text)
    else if (kind === 'comment') this.#comment(text)
    else this.#endEntry()
    if (kind === 'end') this.#flushPending()
  }

  end(): AddressChip[] {
    this.take({ kind: 'end', text: '' })
    return this.#chips
  }

  /** The address that waited stands without brackets: the words before it are its name. */
  #settle(): void {
    if (this.#bare === null) return
    const address = this.#bare
    this.#bare = null
    if (this.#words.length === 0) this.#flushPending()
    // "E-mail: a@x.org"
    this.#finish(this.#words.join(' ').replace(/:$/, ''), address)
  }

  #comment(text: string): void {
    if (this.#hasNameless && this.#words.length === 0) this.#nameLast(text)
    else this.#words.push(`(${text})`)
  }

  #endEntry(): void {
    const name = this.#words.join(' ')
    this.#words = []
    if (this.#hasNameless && name !== '') this.#nameLast(name)
    else if (name !== '') this.#pending.push(name)
    this.#hasNameless = false
  }

  #flushPending(): void {
    const words = this.#pending.join(', ')
    this.#pending = []
    if (words !== '') this.#chips.push({ name: plainName(words), address: '', problem: 'no-address' })
  }

  #finish(ownName: string, written: string): void {
    const address = addressOf(written)
    const name = nameOf([...this.#pending, ownName].filter((part) => part !== '').join(', '), address)
    this.#pending = []
    this.#words = []
    this.#chips.push({ name, address, problem: problemOf(address) })
    this.#hasNameless = name === ''
  }

  #nameLast(name: string): void {
    const chip = this.#chips.pop()
    if (chip !== undefined) this.#chips.push({ ...chip, name: nameOf(name, chip.address) })
    this.#hasNameless = false
  }
}

/** A name that only repeats the address says nothing. */
function nameOf(name: string, address: string): string {
  const plain = plainName(name)
  return plain.toLowerCase() === address.toLowerCase() ? '' : plain
}

/** RFC 6068: "mailto:" and what follows a question mark are not the address. */
function addressOf(written: string): string {
  const bare = /^mailto:/i.test(written) ? written.slice('mailto:'.length).replace(/\?.*$/s, '') : written
  const at = bare.lastIndexOf('@')
  if (at < 0) return bare
  const domain = bare.slice(at + 1).toLowerCase()
  const readable = domain.includes('xn--') ? domainToUnicode(domain) || domain : domain
  return `${bare.slice(0, at)}@${readable.replace(/\.$/, '')}`
}

function problemOf(address: string): AddressChip['problem'] {
  return addressProblem(address) ?? (address.split(/[@.]/).some(isMixed) ? 'mixed-letters' : null)
}

function isMixed(word: string): boolean {
  return /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word)
}
