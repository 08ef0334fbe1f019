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
 * Lists a mailbox in the server's order, the oldest first. Letters without an id of the server (UIDL, RFC 1939 section 7)
 * are read, and known by the hash of their bytes. Letters of one id are told apart by their order.
 */
export async function listPop3(drop: Maildrop): Promise<Pop3Letter[]> {
  const [sizes, ids] = await Promise.all([drop.sizes(), drop.uniqueIds()])
  const numbers = [...sizes.keys()].sort((a, b) => a - b)
  const named = await Promise.all(
    numbers.map(async (number) => {
      const told = ids?.get(number)
      return {
        number,
        size: sizes.get(number) ?? 0,
        id: told === undefined ? await hashOf(drop, number) : storable(told),
      }
    }),
  )
  const seen = new Map<string, number>()
  return named.map(({ number, size, id }) => {
    const count = (seen.get(id) ?? 0) + 1
    seen.set(id, count)
    // No id of a server has a space in it.
    return { number, size, uniqueId: count === 1 ? id : `${id} ${count}` }
  })
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
