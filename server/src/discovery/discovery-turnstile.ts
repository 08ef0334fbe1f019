import { AppError } from '../platform/app-error.ts'
import type { Actor } from '../users/actor.ts'

const WINDOW_MS = 10 * 60_000
const PER_WINDOW = 60
const AT_ONCE = 3

/**
 * Keeps one person from having the program knock at doors all day: so many searches in ten minutes, so few at once. Each
 * node counts for itself, which is enough for what it is against. An administrator may search as often as he has accounts to set
 * up, no more at once than others.
 */
export function createTurnstile() {
  const people = new Map<string, { times: number[]; inside: number }>()

  /** Throws TOO_MANY_ATTEMPTS; else returns what to call when the search is over. */
  function enter({ userId, role }: Pick<Actor, 'userId' | 'role'>, now: number): () => void {
    const person = people.get(userId) ?? { times: [], inside: 0 }
    person.times = person.times.filter((time) => now - time < WINDOW_MS)
    const [first = now] = person.times
    if (person.inside >= AT_ONCE) throw new AppError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: 15 })
    if (role !== 'administrator' && person.times.length >= PER_WINDOW) {
      throw new AppError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: Math.ceil((first + WINDOW_MS - now) / 1000) })
    }
    person.times.push(now)
    person.inside += 1
    people.set(userId, person)
    return () => {
      person.inside -= 1
    }
  }

  return { enter }
}
