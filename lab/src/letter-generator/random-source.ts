/** A repeatable source of chance: the same seed gives the same sequence on every machine. */
export interface RandomSource {
  /** From 0 (included) to 1 (excluded). */
  next(): number
  /** Whole number from 0 to `below - 1`. */
  below(below: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  chance(probability: number): boolean
  /** Positive, with median 1; about two thirds lie between exp(-sigma) and exp(sigma). */
  lognormal(sigma: number): number
}

/** A 32-bit generator (mulberry32), enough for test data and nothing else. */
export function createRandom(seed: number): RandomSource {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    pick: (items) => items[below(items.length)] ?? items[0],
    chance: (probability) => next() < probability,
    lognormal: (sigma) => Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
  }
}
