import { forwardAsAttachment } from '@besedka/mail/forward-letter'
import { findLetter } from '../emails/letter.view.ts'
import {
  type ReadableInteraction,
  readableInteractions,
  sendableInteraction,
} from '../interactions/interactions.access.ts'
import { announceOutgoing } from '../interactions/outgoing.service.ts'
import { AppError } from '../platform/app-error.ts'
import { type Database, transaction } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'
import type { TakenFile } from './draft-basis.ts'
import { lockDraft } from './drafts.service.ts'
import { demandRoom } from './letter-room.ts'
import { type AttachmentView, showUpload, type UploadsDeps } from './uploads.service.ts'
import { insertTaken } from './uploads.store.ts'

/**
 * B19: attaches whole letters to a draft as message/rfc822, by name and not by copy. All of them or none: throws NOT_FOUND
 * where the actor may not read one of them, SOURCE_MISSING for what is no letter, ATTACHMENT_TOO_LARGE,
 * TOO_MANY_ATTACHMENTS, NOT_A_DRAFT.
 */
export async function attachLetters(
  deps: UploadsDeps,
  actor: Actor,
  id: string,
  letters: readonly string[],
): Promise<AttachmentView[]> {
  const { db } = deps
  const proof = await sendableInteraction(db, actor, id)
  const wanted = [...new Set(letters)]
  const readable = await readableInteractions(db, actor, wanted)
  if (readable.length < wanted.length) throw new AppError('NOT_FOUND')
  const files: TakenFile[] = []
  for (const letter of readable) files.push(await wholeLetter(db, letter))
  return transaction(db, async (trx) => {
    const { accountId } = await lockDraft(trx, proof.id)
    await demandRoom(trx, { id: proof.id, accountId }, files)
    const ids = await insertTaken(trx, proof.id, files)
    await announceOutgoing(trx, proof)
    const addressOf = (attachmentId: string) => deps.addressOf(attachmentId, actor.userId)
    return files.flatMap((file, index) => {
      const uploadId = ids[index]
      return uploadId === undefined ? [] : [showUpload(addressOf, proof.id, { ...file, id: uploadId })]
    })
  })
}

async function wholeLetter(db: Database, letter: ReadableInteraction): Promise<TakenFile> {
  const facts = await findLetter(db, letter)
  if (facts === null) throw new AppError('SOURCE_MISSING')
  const { messageId, size, subject } = facts
  const { name, type } = forwardAsAttachment(subject, Buffer.alloc(0))
  return { messageId, name, type, size, charset: null, contentId: null, ofQuote: false, part: null }
}
