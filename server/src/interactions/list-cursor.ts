import { AppError } from '../platform/app-error.ts'

/** A place in a list ordered by date and id: the last row already given. It stays exact while rows arrive. */
export interface ListPlace {
  date: Date
  id: string
}

/** Opaque text of a place: base64url of milliseconds and id. */
export function writeCursor(place: ListPlace): string {
  return Buffer.from(`${place.date.getTime()}.${place.id}`).toString('base64url')
}

/** Throws CURSOR_INVALID for anything that no list has given. */
export function readCursor(cursor: string): ListPlace {
  const match = /^(-?\d{1,16})\.(\d{1,18})$/.exec(Buffer.from(cursor, 'base64url').toString('latin1'))
  const date = new Date(Number(match?.[1]))
  if (match?.[2] === undefined || Number.isNaN(date.getTime())) throw new AppError('CURSOR_INVALID')
  return { date, id: match[2] }
}

/** Cuts the one row that was read beyond the page and says where the next page starts. */
export function cutPage<Row extends ListPlace>(rows: Row[], limit: number): { rows: Row[]; next: string | null } {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  return { rows: kept, next: rows.length > limit && last !== undefined ? writeCursor(last) : null }
}
