import type { attachedLetter } from '@besedka/contract/interactions'
import { parseMessage } from '@besedka/mail/parse-message'
import type { Part } from '@besedka/mail/parsed-message'
import type { z } from 'zod'
import { AppError } from '../platform/app-error.ts'
import type { Actor } from '../users/actor.ts'
import { type AttachmentBytes, readAttachment } from './attachments.service.ts'
import type { ReadLetterDeps } from './read-letter-deps.ts'

export type AttachedLetterView = z.infer<typeof attachedLetter>

/**
 * Opens a letter that is attached to another one, as it is opened itself: sanitised, in a thread of its own. Its pictures
 * are held back, because parts inside of a part have no address. Throws NOT_FOUND also for what is no letter.
 */
export async function readAttachedLetter(deps: ReadLetterDeps, actor: Actor, id: string): Promise<AttachedLetterView> {
  const attached = await readAttachment(deps, actor, id)
  if (!isLetter(attached)) throw new AppError('NOT_FOUND')
  const { subject, date, from, to, cc, parts } = parseMessage(attached.bytes)
  // Only the way to it tells it from the letter around it.
  const messageId = `attached ${id}`
  const body = await deps.reader.open({ messageId, source: attached.bytes, parts, pictures: [] })
  return {
    subject,
    date: date?.toISOString() ?? null,
    from: [...from],
    to: [...to],
    cc: [...cc],
    text: body.text,
    html: body.html,
    attachments: parts.filter(isFile).map(({ name, type, size }) => ({ name, type, size })),
  }
}

function isLetter({ name, type }: Pick<AttachmentBytes, 'name' | 'type'>): boolean {
  return type === 'message/rfc822' || /\.eml$/i.test(name)
}

function isFile({ attachment, inline }: Part): boolean {
  return attachment && !inline
}
