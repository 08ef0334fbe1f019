import { AppError } from '../platform/app-error.ts'

/** A place in a list ordered by date and id: the last row already given. It stays exact while rows arrive. */
export interface ListPlace {
  date: Date
  id: string
}

/** A row of a list before it is shown. */
export interface ListRow extends ListPlace {
  threadId: string
}

/** Where a list goes on, and, of one whose rows stand for more than themselves, its top when its first page was read. */
export interface ListCursor {
  after: ListPlace
  upTo?: ListPlace | undefined
}

/** Opaque text of a cursor: base64url of milliseconds and id of each place. */
export function writeCursor({ after, upTo }: ListCursor): string {
  const places = upTo === undefined ? [after] : [after, upTo]
  return Buffer.from(places.map(({ date, id }) => `${date.getTime()}.${id}`).join(' ')).toString('base64url')
}

/** Throws CURSOR_INVALID for anything that no list has given. */
export function readCursor(cursor: string): ListCursor {
  const [after, upTo, ...more] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ').map(readPlace)
  if (after === undefined || more.length > 0) throw new AppError('CURSOR_INVALID')
  return upTo === undefined ? { after } : { after, upTo }
}

function readPlace(text: string): ListPlace {
  const match = /^(-?\d{1,16})\.(\d{1,18})$/.exec(text)
  const date = new Date(Number(match?.[1]))
  if (match?.[2] === undefined || Number.isNaN(date.getTime())) throw new AppError('CURSOR_INVALID')
  return { date, id: match[2] }
}

/** Cuts the one row that was read beyond the page and says where the next page starts. */
export function cutPage<Row extends ListPlace>(
  rows: Row[],
  limit: number,
  upTo?: ListPlace,
): { rows: Row[]; next: string | null } {
  const kept = rows.slice(0, limit)
  const last = kept.at(-1)
  if (rows.length <= limit || last === undefined) return { rows: kept, next: null }
  return { rows: kept, next: writeCursor({ after: last, upTo }) }
}
