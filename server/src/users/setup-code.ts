import { timingSafeEqual } from 'node:crypto'

/** Without letters and digits that look alike (Crockford). */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 10

/** Ten characters for the console, from key material that every node on the same database has: `7K2M9-QX41T`. */
export function renderSetupCode(material: Buffer): string {
  const text = [...material.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
  return `${text.slice(0, LENGTH / 2)}-${text.slice(LENGTH / 2)}`
}

/** Whatever the case and the dashes; compared in constant time. */
export function isSetupCode(given: string, wanted: string): boolean {
  const [left, right] = [given, wanted].map((text) => Buffer.from(text.toUpperCase().replace(/[^0-9A-Z]/g, '')))
  return left !== undefined && right !== undefined && left.length === right.length && timingSafeEqual(left, right)
}
