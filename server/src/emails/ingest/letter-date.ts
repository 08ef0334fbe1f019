const DAY_MS = 24 * 60 * 60 * 1000

/**
 * The time by which lists sort a letter, in milliseconds: its Date header, and where it has none, or one that cannot be
 * true (before 1970, or more than two days after both its arrival and now), the time of arrival.
 */
export function letterDate(sentAt: number | null, receivedAt: number, now: number): number {
  if (sentAt === null || sentAt < 0 || sentAt > Math.max(receivedAt, now) + 2 * DAY_MS) return receivedAt
  return sentAt
}
