import { decodePart } from '@besedka/mail/decode-part'
import type { Part } from '@besedka/mail/parsed-message'
import { type ReadableInteraction, readableInteraction } from '../interactions/interactions.access.ts'
import { AppError } from '../platform/app-error.ts'
import type { Actor } from '../users/actor.ts'
import { findReader } from '../users/users.service.ts'
import { findLetter, readSource } from './letter.view.ts'
import type { ReadLetterDeps } from './read-letter-deps.ts'

/** Ids in addresses are per interaction, never the hash of what they hold. */
export function attachmentId(proof: ReadableInteraction, part: Part): string {
  return `${proof.id}-${part.path}`
}

export interface AttachmentBytes {
  name: string
  type: string
  bytes: Uint8Array
}

/** Decoded bytes of an attachment for whoever may read its interaction. Throws NOT_FOUND otherwise. */
export async function readAttachment(deps: ReadLetterDeps, actor: Actor, id: string): Promise<AttachmentBytes> {
  const place = splitAttachmentId(id)
  return attachmentOf(deps, await readableInteraction(deps.db, actor, place.interactionId), place.path)
}

/**
 * For whom the signed address of an attachment was made: what it opens is what he may read now, not what he could when it
 * was made. Throws ADDRESS_EXPIRED.
 */
export async function findSignedReader(
  { db, addresses }: Pick<ReadLetterDeps, 'db' | 'addresses'>,
  attachmentId: string,
  query: Readonly<Record<string, string | undefined>>,
): Promise<Actor> {
  const { viewer = '', expires = '', signature = '' } = query
  addresses.verify(attachmentId, { viewer, expires, signature }, Date.now())
  const reader = await findReader(db, viewer)
  if (reader === undefined) throw new AppError('ADDRESS_EXPIRED')
  return reader
}

function splitAttachmentId(id: string): { interactionId: string; path: string } {
  const match = /^(\d{1,18})-([\w.]{1,100})$/.exec(id)
  if (match?.[1] === undefined || match[2] === undefined) throw new AppError('NOT_FOUND')
  return { interactionId: match[1], path: match[2] }
}

async function attachmentOf(deps: ReadLetterDeps, proof: ReadableInteraction, path: string): Promise<AttachmentBytes> {
  const letter = await findLetter(deps.db, proof)
  const part = letter?.parts.find((one) => one.path === path)
  const source = part === undefined ? null : await readSource(deps.db, proof)
  if (part === undefined || source === null) throw new AppError('NOT_FOUND')
  return { name: part.name, type: part.type, bytes: decodePart(source, part) }
}
