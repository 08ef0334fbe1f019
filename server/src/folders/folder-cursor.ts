import type { SyncCursor } from '@besedka/mail/sync-cursor'

/** The columns of a folder that make its cursor, as the driver gives them. */
export interface CursorColumns {
  uidValidity: string | null
  lowUid: string | null
  highUid: string | null
  highestModseq: string | null
  backfillDone: boolean
  localCount: number
}

/** The cursor of a row, null where reading has not begun. */
export function cursorOf(row: CursorColumns): SyncCursor | null {
  if (row.uidValidity === null || row.lowUid === null || row.highUid === null) return null
  return {
    uidValidity: BigInt(row.uidValidity),
    low: Number(row.lowUid),
    high: Number(row.highUid),
    highestModseq: row.highestModseq === null ? null : BigInt(row.highestModseq),
    backfillDone: row.backfillDone,
    count: row.localCount,
  }
}

/** The row of a cursor. */
export function columnsOf(cursor: SyncCursor): CursorColumns {
  return {
    uidValidity: cursor.uidValidity.toString(),
    lowUid: String(cursor.low),
    highUid: String(cursor.high),
    highestModseq: cursor.highestModseq?.toString() ?? null,
    backfillDone: cursor.backfillDone,
    localCount: cursor.count,
  }
}
