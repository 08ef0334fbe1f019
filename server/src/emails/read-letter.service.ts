import { randomUUID } from 'node:crypto'
import type { attachment, interaction } from '@besedka/contract/interactions'
import { dkimVerdict } from '@besedka/mail/dkim-verdict'
import type { Part } from '@besedka/mail/parsed-message'
import type { z } from 'zod'
import {
  type ReadableInteraction,
  readableInteraction,
  readableInteractions,
} from '../interactions/interactions.access.ts'
import { showInteractions } from '../interactions/interactions.view.ts'
import { AppError } from '../platform/app-error.ts'
import { mayShowOutside } from '../settings/settings.service.ts'
import type { Actor } from '../users/actor.ts'
import { attachmentId } from './attachments.service.ts'
import { findInvitation } from './find-invitation.ts'
import { findLetter, type LetterFacts, readSource } from './letter.view.ts'
import { placeOutside } from './outside-addresses.ts'
import type { ReadLetterDeps } from './read-letter-deps.ts'

export type InteractionView = z.infer<typeof interaction>
type AttachmentView = z.infer<typeof attachment>

export interface ReadOptions {
  /** Pictures of other servers are wanted. */
  outside?: 'shown' | undefined
}

/** One interaction with its body. Throws NOT_FOUND for what the actor may not read. */
export async function readInteraction(
  deps: ReadLetterDeps,
  actor: Actor,
  id: string,
  { outside }: ReadOptions = {},
): Promise<InteractionView> {
  const proof = await readableInteraction(deps.db, actor, id)
  const [[item], letter] = await Promise.all([showInteractions(deps.db, [proof.id]), findLetter(deps.db, proof)])
  if (item === undefined) throw new AppError('NOT_FOUND')
  const shared = { ...item, contacts: [...item.from, ...item.to], delivery: null, draft: null }
  if (letter === null) return { ...shared, ...NO_LETTER, receivedAt: item.date }
  const source = await readSource(deps.db, proof)
  if (source === null) throw new AppError('SOURCE_MISSING')
  const addressOf = (part: Part) => deps.addresses.address(attachmentId(proof, part), actor.userId, Date.now())
  const mayShow = await mayShowOutside(deps.db)
  const placeOf = (url: string) => deps.addresses.outside(proof.id, url, actor.userId, Date.now())
  const [body, basis] = await Promise.all([
    openLetter(deps, source, letter, { addressOf, placeOf: mayShow && outside === 'shown' ? placeOf : null }),
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
    outside: body.outside.length === 0 ? 'none' : mayShow ? (outside ?? 'held-back') : 'forbidden',
    attachments: letter.parts
      .filter((part) => part.attachment)
      .map((part) => showAttachment(proof, part, addressOf(part))),
    basisId: basis[0]?.id ?? null,
    receivedAt: letter.receivedAt.toISOString(),
    size: letter.size,
    invitation: findInvitation(source, letter.parts),
    dkim: dkimVerdict(source, from[0]?.address ?? ''),
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
  outside: 'none' as const,
  attachments: [],
  basisId: null,
  size: 0,
  invitation: null,
  dkim: null,
  defects: [],
}

interface BodyAddresses {
  addressOf(part: Part): string
  /** Null: pictures of other servers stay held back. */
  placeOf: ((url: string) => string) | null
}

async function openLetter(
  deps: ReadLetterDeps,
  source: Buffer,
  letter: LetterFacts,
  { addressOf, placeOf }: BodyAddresses,
) {
  const pictures = letter.parts.flatMap((part): [string, string][] =>
    part.contentId === null ? [] : [[part.contentId, addressOf(part)]],
  )
  const mark = placeOf === null ? undefined : randomUUID()
  const { messageId, parts } = letter
  const body = await deps.reader.open({ messageId, source, parts, pictures, outsideMark: mark })
  if (placeOf === null || mark === undefined || body.html === null) return body
  return { ...body, html: placeOutside(body.html, mark, body.outside.map(placeOf)) }
}

function showAttachment(proof: ReadableInteraction, part: Part, address: string): AttachmentView {
  const { name, type, size, inline } = part
  return { id: attachmentId(proof, part), name, type, size, inline, address }
}

/** The raw letter for whoever may read it. Throws NOT_FOUND, SOURCE_MISSING. */
export async function readLetterSource(deps: ReadLetterDeps, actor: Actor, id: string): Promise<Buffer> {
  const source = await readSource(deps.db, await readableInteraction(deps.db, actor, id))
  if (source === null) throw new AppError('SOURCE_MISSING')
  return source
}
