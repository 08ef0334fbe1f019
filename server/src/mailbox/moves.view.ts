import type { Database } from '../platform/database.ts'

/** Letters that lie where a move takes them from, as the server numbers them. */
export interface PlannedMove {
  readonly accountId: string
  readonly from: { readonly folderId: string; readonly path: string; readonly uidValidity: bigint }
  readonly to: { readonly folderId: string; readonly path: string }
  readonly letters: readonly { readonly interactionId: string; readonly uid: number }[]
  /** Letters that lie nowhere at the moment: where an earlier move has put them has not been read yet. */
  readonly awaited: number
}

interface MoveQuestion {
  readonly accountId: string
  readonly interactionIds: readonly string[]
  readonly fromFolderId: string
  readonly toFolderId: string
}

/** Null where a folder is gone, or nothing is left to be moved. */
export async function findMove(db: Database, wish: MoveQuestion): Promise<PlannedMove | null> {
  const folders = await db
    .selectFrom('folders')
    .select(['id', 'path'])
    .where('id', 'in', [wish.fromFolderId, wish.toFolderId])
    .where('accountId', '=', wish.accountId)
    .where('goneAt', 'is', null)
    .execute()
  const from = folders.find(({ id }) => id === wish.fromFolderId)
  const to = folders.find(({ id }) => id === wish.toFolderId)
  if (from === undefined || to === undefined) return null
  const places = await db
    .selectFrom('interactions')
    .leftJoin('placements', 'placements.interactionId', 'interactions.id')
    .select(['interactions.id', 'placements.folderId', 'placements.uid', 'placements.uidValidity'])
    .where('interactions.accountId', '=', wish.accountId)
    .where('interactions.id', 'in', wish.interactionIds)
    .execute()
  const there = places.filter(({ folderId }) => folderId === from.id)
  // Places under a former UIDVALIDITY are kept until the folder is read to its end; the newest is the greatest.
  const uidValidity = there.reduce(
    (most, place) => (BigInt(place.uidValidity ?? 0) > most ? BigInt(place.uidValidity ?? 0) : most),
    0n,
  )
  const awaited = places.filter(({ folderId }) => folderId === null).length
  if (there.length + awaited === 0) return null
  return {
    accountId: wish.accountId,
    from: { folderId: from.id, path: from.path, uidValidity },
    to: { folderId: to.id, path: to.path },
    letters: there
      .filter((place) => BigInt(place.uidValidity ?? 0) === uidValidity)
      .map(({ id, uid }) => ({ interactionId: id, uid: Number(uid) })),
    awaited,
  }
}
