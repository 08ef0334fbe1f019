import type { attachment, interaction } from '@besedka/contract/interactions'
import { decodePart } from '@besedka/mail/decode-part'
import type { Part } from '@besedka/mail/parsed-message'
import type { z } from 'zod'
import {
  type ReadableInteraction,
  readableInteraction,
  readableInteractions,
} from '../interactions/interactions.access.ts'
import { showInteractions } from '../interactions/interactions.view.ts'
import { AppError } from '../platform/app-error.ts'
import type { Database } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'
import { findReader } from '../users/users.service.ts'
import { findLetter, type LetterFacts, readSource } from './letter.view.ts'
import type { LetterReader } from './letter-reader.ts'
import type { SignedAddresses } from './signed-addresses.ts'

export type InteractionView = z.infer<typeof interaction>
type AttachmentView = z.infer<typeof attachment>

export interface ReadLetterDeps {
  db: Database
  reader: LetterReader
  addresses: SignedAddresses
}

/** One interaction with its body. Throws NOT_FOUND for what the actor may not read. */
export async function readInteraction(deps: ReadLetterDeps, actor: Actor, id: string): Promise<InteractionView> {
  const proof = await readableInteraction(deps.db, actor, id)
  const [[item], letter] = await Promise.all([showInteractions(deps.db, [proof.id]), findLetter(deps.db, proof)])
  if (item === undefined) throw new AppError('NOT_FOUND')
  const shared = { ...item, contacts: [...item.from, ...item.to], delivery: null, draft: null }
  if (letter === null) return { ...shared, ...NO_LETTER, receivedAt: item.date }
  const addressOf = (part: Part) => deps.addresses.address(attachmentId(proof, part), actor.userId, Date.now())
  const [body, basis] = await Promise.all([
    openLetter(deps, proof, letter, addressOf),
    letter.basisId === null ? [] : readableInteractions(deps.db, actor, [letter.basisId]),
  ])
  const { from, to, cc, bcc, replyTo } = letter.people
  return {
    ...shared,
    from,
    to,
    cc,
    bcc,
    replyTo,
    contacts: [...from, ...to, ...cc],
    text: body.text,
    html: body.html,
    blockedContent: body.blocked,
    attachments: letter.parts
      .filter((part) => part.attachment)
      .map((part) => showAttachment(proof, part, addressOf(part))),
    basisId: basis[0]?.id ?? null,
    receivedAt: letter.receivedAt.toISOString(),
    size: letter.size,
    defects: body.htmlFailed ? [...letter.defects, 'html-not-shown'] : letter.defects,
  }
}

const NO_LETTER = {
  cc: [],
  bcc: [],
  replyTo: [],
  text: '',
  html: null,
  blockedContent: 0,
  attachments: [],
  basisId: null,
  size: 0,
  defects: [],
}

async function openLetter(
  deps: ReadLetterDeps,
  proof: ReadableInteraction,
  letter: LetterFacts,
  addressOf: (part: Part) => string,
) {
  const source = await readSource(deps.db, proof)
  if (source === null) throw new AppError('SOURCE_MISSING')
  const pictures = letter.parts.flatMap((part): [string, string][] =>
    part.contentId === null ? [] : [[part.contentId, addressOf(part)]],
  )
  return deps.reader.open({ messageId: letter.messageId, source, parts: letter.parts, pictures })
}

function showAttachment(proof: ReadableInteraction, part: Part, address: string): AttachmentView {
  const { name, type, size, inline } = part
  return { id: attachmentId(proof, part), name, type, size, inline, address }
}

/** Ids in addresses are per interaction, never the hash of what they hold. */
function attachmentId(proof: ReadableInteraction, part: Part): string {
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

/** The raw letter for whoever may read it. Throws NOT_FOUND, SOURCE_MISSING. */
export async function readLetterSource(deps: ReadLetterDeps, actor: Actor, id: string): Promise<Buffer> {
  const source = await readSource(deps.db, await readableInteraction(deps.db, actor, id))
  if (source === null) throw new AppError('SOURCE_MISSING')
  return source
}
