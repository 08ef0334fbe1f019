import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import type { attachment } from '@besedka/contract/interactions'
import { readContent } from '@besedka/mail/file-content'
import { makeMessageId } from '@besedka/mail/message-id'
import { safeName, typeByName } from '@besedka/mail/part-name'
import type { z } from 'zod'
import { readableInteraction, sendableInteraction } from '../interactions/interactions.access.ts'
import { announceOutgoing } from '../interactions/outgoing.service.ts'
import { AppError } from '../platform/app-error.ts'
import { type Database, transaction } from '../platform/database.ts'
import type { Download } from '../platform/http-download.ts'
import type { Actor } from '../users/actor.ts'
import { readUploadId, uploadAttachmentId } from './draft-pictures.ts'
import { lockDraft } from './drafts.service.ts'
import { attachmentLimit } from './letter-limit.ts'
import { demandRoom, MOST_FILES } from './letter-room.ts'
import { findSender } from './sending-account.view.ts'
import { createUploadBytes } from './upload-bytes.ts'
import {
  addPiece,
  beginUpload,
  deleteUpload,
  dropAbandoned,
  finishUpload,
  listUploads,
  type Upload,
} from './uploads.store.ts'

export type AttachmentView = z.infer<typeof attachment>

export interface UploadsDeps {
  db: Database
  /** A signed address under which this viewer's browser fetches an attachment without a cookie. */
  addressOf(attachmentId: string, viewerId: string): string
}

export interface UploadWish {
  name: string
  /** Empty: told by the name. */
  type: string
  inline: boolean
  /** Bytes that are announced; undefined where they are not. */
  announced: number | undefined
}

const PIECE_BYTES = 512 * 1024

/**
 * Attaches a file to a draft; the bytes go into the database as they come and memory stays flat. Throws
 * ATTACHMENT_TOO_LARGE, TOO_MANY_ATTACHMENTS and leaves nothing then; NOT_A_DRAFT.
 */
export async function attachFile(
  deps: UploadsDeps,
  actor: Actor,
  id: string,
  { wish, body }: { wish: UploadWish; body: Readable },
): Promise<AttachmentView> {
  const { db } = deps
  const proof = await sendableInteraction(db, actor, id)
  const { limit, left } = await transaction(db, async (trx) => {
    const { accountId } = await lockDraft(trx, proof.id)
    await dropAbandoned(trx, proof.id)
    const files = await listUploads(trx, proof.id)
    if (files.length >= MOST_FILES) throw new AppError('TOO_MANY_ATTACHMENTS', { limit: MOST_FILES })
    const most = await attachmentLimit(trx, accountId)
    return { limit: most, left: most - sizeOf(files) }
  })
  if ((wish.announced ?? 0) > left) throw new AppError('ATTACHMENT_TOO_LARGE', { limit })
  const file = await describeFile(db, proof, wish)
  const uploadId = await beginUpload(db, { interactionId: proof.id, ...file })
  try {
    const size = await storePieces(db, uploadId, body, { limit, left })
    await finish(deps, proof, { uploadId, size })
    return showUpload((attachmentId) => deps.addressOf(attachmentId, actor.userId), proof.id, {
      ...file,
      id: uploadId,
      size,
    })
  } catch (error) {
    await deleteUpload(db, proof.id, uploadId)
    throw error
  }
}

/** Takes a file off a draft. Throws NOT_FOUND, NOT_A_DRAFT. */
export async function detachFile({ db }: UploadsDeps, actor: Actor, id: string, attachmentId: string): Promise<void> {
  const proof = await sendableInteraction(db, actor, id)
  const place = readUploadId(attachmentId)
  await transaction(db, async (trx) => {
    await lockDraft(trx, proof.id)
    const found = place?.interactionId === proof.id && (await deleteUpload(trx, proof.id, place.uploadId))
    if (!found) throw new AppError('NOT_FOUND')
    await announceOutgoing(trx, proof)
  })
}

/** The bytes of a draft's file for whoever may read the draft. Throws NOT_FOUND. */
export async function readUpload(
  db: Database,
  actor: Actor,
  { interactionId, uploadId }: { interactionId: string; uploadId: string },
): Promise<Download> {
  await readableInteraction(db, actor, interactionId)
  const upload = (await listUploads(db, interactionId)).find(({ id }) => id === uploadId)
  if (upload === undefined) throw new AppError('NOT_FOUND')
  const { name, type } = upload
  const content = createUploadBytes(db)(upload)
  if (upload.messageId === null)
    return { name, type, size: upload.size, body: Readable.from(content(), { objectMode: false }) }
  // Of a letter's part only the bytes themselves tell how many they are.
  const body = await readContent(content)
  return { name, type, size: body.length, body }
}

/** A file as it is shown. */
export function showUpload(
  addressOf: (attachmentId: string) => string,
  interactionId: string,
  { id, name, type, size, contentId }: Pick<Upload, 'id' | 'name' | 'type' | 'size' | 'contentId'>,
): AttachmentView {
  const attachmentId = uploadAttachmentId(interactionId, id)
  return { id: attachmentId, name, type, size, inline: contentId !== null, address: addressOf(attachmentId) }
}

function sizeOf(files: readonly Upload[]): number {
  return files.reduce((sum, { size }) => sum + size, 0)
}

async function describeFile(db: Database, { accountId }: { accountId: string }, { name, type, inline }: UploadWish) {
  const safe = safeName(name) ?? 'file'
  const given = type.trim().toLowerCase()
  const { address } = await findSender(db, accountId)
  return {
    name: safe,
    type: /^[a-z0-9.+-]{1,100}\/[a-z0-9.+-]{1,100}$/.test(given) ? given : typeByName(safe),
    contentId: inline ? makeMessageId(randomBytes(16), address) : null,
  }
}

async function storePieces(
  db: Database,
  uploadId: string,
  body: Readable,
  { limit, left }: { limit: number; left: number },
): Promise<number> {
  let [size, number, held]: [number, number, Buffer[]] = [0, 0, []]
  let heldBytes = 0
  const flush = async () => {
    if (heldBytes === 0) return
    await addPiece(db, uploadId, number, Buffer.concat(held))
    number += 1
    held = []
    heldBytes = 0
  }
  // A stream that is destroyed takes the connection along, and the answer that says why.
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > left) throw new AppError('ATTACHMENT_TOO_LARGE', { limit })
    held.push(chunk)
    heldBytes += chunk.length
    if (heldBytes >= PIECE_BYTES) await flush()
  }
  await flush()
  return size
}

/** Several may have come at once: together they have to fit as well. */
function finish(
  { db }: UploadsDeps,
  proof: { id: string; accountId: string },
  { uploadId, size }: { uploadId: string; size: number },
): Promise<void> {
  return transaction(db, async (trx) => {
    const { accountId } = await lockDraft(trx, proof.id)
    await demandRoom(trx, { id: proof.id, accountId }, [{ size }])
    await finishUpload(trx, uploadId, size)
    await announceOutgoing(trx, proof)
  })
}
