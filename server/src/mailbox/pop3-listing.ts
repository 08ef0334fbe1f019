import { hash } from 'node:crypto'
import type { Maildrop } from '@besedka/mail/maildrop'
import { LetterHash } from './letter-hash.ts'

/** A letter as the server lists it. */
export interface Pop3Letter {
  /** Good for this connection alone. */
  readonly number: number
  readonly size: number
  /** Names the letter from one connection to the next. */
  readonly uniqueId: string
}

const LONGEST_ID = 200

/**
 * Lists a mailbox, look after look. Letters without an id of the server (UIDL, RFC 1939 section 7) are read, and known by
 * the hash of their bytes; while their sizes and headers stay the same, they are not read again at every look.
 */
export class Pop3Lister {
  private readBefore: { readonly heads: string; readonly ids: Map<number, string> } | null = null

  /** In the server's order, the oldest first. Letters of one id are told apart by that order. */
  async list(drop: Maildrop): Promise<Pop3Letter[]> {
    const [sizes, told] = await Promise.all([drop.sizes(), drop.uniqueIds()])
    const ids = told === null ? await this.readAll(drop, sizes) : await nameAll(drop, sizes, told)
    const seen = new Map<string, number>()
    return [...ids].map(([number, id]) => {
      const count = (seen.get(id) ?? 0) + 1
      seen.set(id, count)
      // No id of a server has a space in it.
      return { number, size: sizes.get(number) ?? 0, uniqueId: count === 1 ? id : `${id} ${count}` }
    })
  }

  private async readAll(drop: Maildrop, sizes: ReadonlyMap<number, number>): Promise<Map<number, string>> {
    const heads = await readHeads(drop, sizes)
    const before = this.readBefore
    if (before !== null && heads === before.heads) return before.ids
    const ids = await nameAll(drop, sizes, new Map())
    this.readBefore = heads === null ? null : { heads, ids }
    return ids
  }
}

/** What tells cheaply whether a mailbox has changed; null where the server has no TOP. */
async function readHeads(drop: Maildrop, sizes: ReadonlyMap<number, number>): Promise<string | null> {
  const digest = new LetterHash()
  for (const [number, size] of sizes) {
    digest.add(Buffer.from(`${number} ${size}\n`))
    const { ok } = await drop.top(number, 0, (bytes) => digest.add(bytes))
    if (!ok) return null
  }
  return digest.hex()
}

async function nameAll(
  drop: Maildrop,
  sizes: ReadonlyMap<number, number>,
  told: ReadonlyMap<number, string>,
): Promise<Map<number, string>> {
  const numbers = [...sizes.keys()].sort((a, b) => a - b)
  const nameOf = async (number: number): Promise<[number, string]> => {
    const id = told.get(number)
    return [number, id === undefined ? await hashOf(drop, number) : storable(id)]
  }
  return new Map(await Promise.all(numbers.map(nameOf)))
}

/** An id that is none by the standard is known by its hash. */
function storable(id: string): string {
  return id.length <= LONGEST_ID && /^[\x21-\x7e]+$/.test(id) ? id : `id ${hash('sha256', id, 'hex')}`
}

/** A letter that cannot be read has a name all the same. */
async function hashOf(drop: Maildrop, number: number): Promise<string> {
  const digest = new LetterHash()
  const answer = await drop.retrieve(number, (bytes) => digest.add(bytes))
  return answer.ok ? `bytes ${digest.hex()}` : `number ${number}`
}
