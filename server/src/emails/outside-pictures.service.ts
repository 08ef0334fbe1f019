import { readableInteraction } from '../interactions/interactions.access.ts'
import { AppError } from '../platform/app-error.ts'
import type { Database } from '../platform/database.ts'
import type { Dialler } from '../platform/dialler.ts'
import { type FetchFailure, fetchGuarded } from '../platform/guarded-fetch.ts'
import { mayShowOutside } from '../settings/settings.service.ts'
import { findReader } from '../users/users.service.ts'
import { rasterType } from './raster-type.ts'
import { outsidePictureId, type SignedAddresses } from './signed-addresses.ts'

export interface OutsidePictureDeps {
  db: Database
  dialler: Dialler
  addresses: SignedAddresses
}

export interface OutsidePicture {
  type: string
  bytes: Buffer
}

const LIMIT_BYTES = 10 * 1024 * 1024
const TIMEOUT_MS = 15_000

/**
 * Fetches a picture of another server for a reader who has asked for it, so that the other server sees this machine and
 * never the reader: no address of his, no cookie, no browser. What its bytes say is what it is; only raster pictures
 * are passed on. Throws ADDRESS_EXPIRED, NOT_FOUND, OUTSIDE_FORBIDDEN, OUTSIDE_REFUSED, OUTSIDE_FAILED and what the
 * dialler says.
 */
export async function readOutsidePicture(
  { db, dialler, addresses }: OutsidePictureDeps,
  interactionId: string,
  query: Readonly<Record<string, string | undefined>>,
): Promise<OutsidePicture> {
  const { viewer = '', expires = '', signature = '' } = query
  const url = Buffer.from(query['url'] ?? '', 'base64url').toString('utf8')
  addresses.verify(outsidePictureId(interactionId, url), { viewer, expires, signature }, Date.now())
  const reader = await findReader(db, viewer)
  if (reader === undefined) throw new AppError('ADDRESS_EXPIRED')
  await readableInteraction(db, reader, interactionId)
  if (!(await mayShowOutside(db))) throw new AppError('OUTSIDE_FORBIDDEN')
  const fetched = await fetchGuarded(dialler, {
    url,
    accept: 'image/avif, image/webp, image/png, image/jpeg, image/gif, image/bmp',
    takesType: (type) => /^(?:image\/[\w.+-]+|application\/octet-stream|binary\/octet-stream)$/.test(type),
    limitBytes: LIMIT_BYTES,
    timeoutMs: TIMEOUT_MS,
  })
  if (!fetched.ok) throw toAppError(fetched)
  const type = rasterType(fetched.value.bytes)
  if (type === null) throw new AppError('OUTSIDE_REFUSED', { problem: 'type' })
  return { type, bytes: fetched.value.bytes }
}

function toAppError(failure: FetchFailure): AppError {
  const { problem } = failure
  if (problem === 'dialling') return failure.error
  if (problem === 'time') return new AppError('CONNECTION_TIMEOUT')
  if (problem === 'status' || problem === 'answer') return new AppError('OUTSIDE_FAILED', { problem })
  return new AppError('OUTSIDE_REFUSED', { problem })
}
