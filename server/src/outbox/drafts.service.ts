import { sendableAccount } from '../accounts/accounts.access.ts'
import type { OriginalLetter } from '../emails/original-letter.service.ts'
import { sendableInteraction } from '../interactions/interactions.access.ts'
import {
  beginOutgoing,
  lockOutgoing,
  moveOutgoing,
  removeOutgoing,
  touchOutgoing,
} from '../interactions/outgoing.service.ts'
import { AppError } from '../platform/app-error.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'
import { draftFromBasis } from './draft-basis.ts'
import { applyWish, type DraftContent, type DraftWish, type NewDraft } from './draft-content.ts'
import { addressesToContentIds } from './draft-pictures.ts'
import { findDraft, insertDraft, updateDraft } from './drafts.store.ts'
import { chooseAccount, findSender, findWritingHabits } from './sending-account.view.ts'
import { insertTaken, listUploads } from './uploads.store.ts'

export interface DraftsDeps {
  db: Database
  openOriginal(actor: Actor, id: string): Promise<OriginalLetter>
}

/**
 * Begins a draft; what is not given comes from the letter that it answers. Returns its id. Throws NOT_FOUND for a basis or
 * an account that the actor may not read, FORBIDDEN where he may not send, HTML_OUTGOING_OFF, ACCOUNT_CANNOT_SEND.
 */
export async function createDraft(deps: DraftsDeps, actor: Actor, input: NewDraft): Promise<string> {
  const { db } = deps
  const { basisId, mode } = input
  if (mode !== 'new' && (basisId === undefined || basisId === null)) {
    throw new AppError('INPUT_INVALID', { field: 'basisId' })
  }
  const original = basisId === undefined || basisId === null ? null : await deps.openOriginal(actor, basisId)
  const { id: accountId } = await sendableAccount(
    db,
    actor,
    input.account ?? (await chooseAccount(db, actor, original?.accountId ?? null)),
  )
  const { htmlOutgoing, language } = await findWritingHabits(db, actor)
  demandPlain(input, htmlOutgoing)
  const isHtml = input.html === undefined ? input.text === undefined && htmlOutgoing : input.html !== null
  const reader = { language, timeZone: timeZoneOf(input.timeZone) }
  const { own } = await findSender(db, accountId)
  const hasOwnText = input.text !== undefined && !isHtml
  const started =
    original === null
      ? { content: emptyDraft(isHtml), files: [] }
      : draftFromBasis(original, {
          mode,
          own,
          reader,
          isHtml,
          isInText: !isHtml && !hasOwnText,
          withQuote: input.quote ?? true,
        })
  const { quote: _, ...wish } = input
  return transaction(db, async (trx) => {
    const basis = original === null ? null : { id: original.interactionId, follows: mode !== 'new' }
    const id = await beginOutgoing(trx, { accountId, authorId: actor.userId, basis })
    const content = applyWish(started.content, wish)
    await insertDraft(trx, { interactionId: id, authorId: actor.userId, content })
    await insertTaken(trx, id, started.files)
    return id
  })
}

export interface DraftChange extends DraftWish {
  /** The version that was read. */
  version: number | undefined
  account: string | undefined
}

/**
 * Saves what was written. Throws CONFLICT where the draft is not the one that was read: then nothing is overwritten;
 * NOT_A_DRAFT once it was sent, HTML_OUTGOING_OFF.
 */
export async function saveDraft(deps: DraftsDeps, actor: Actor, id: string, change: DraftChange): Promise<void> {
  const { version, account, ...wish } = change
  const { db } = deps
  await sendableInteraction(db, actor, id)
  if (version === undefined) throw new AppError('INPUT_INVALID', { field: 'version' })
  if (account !== undefined) await sendableAccount(db, actor, account)
  demandPlain(wish, (await findWritingHabits(db, actor)).htmlOutgoing)
  await transaction(db, async (trx) => {
    const draft = await lockDraft(trx, id)
    if (draft.version !== version) throw new AppError('CONFLICT', { version: draft.version })
    const html =
      typeof wish.html === 'string' ? addressesToContentIds(wish.html, id, await listUploads(trx, id)) : wish.html
    await updateDraft(trx, id, applyWish(draft.content, { ...wish, html }))
    if (account !== undefined && account !== draft.accountId)
      await moveOutgoing(trx, { id, accountId: draft.accountId }, account)
    else await touchOutgoing(trx, { id, accountId: draft.accountId })
  })
}

/** Throws a draft away with its files. Throws NOT_A_DRAFT for what was sent or is about to be. */
export async function removeDraft({ db }: DraftsDeps, actor: Actor, id: string): Promise<void> {
  await sendableInteraction(db, actor, id)
  await transaction(db, async (trx) => {
    const { accountId } = await lockDraft(trx, id)
    await removeOutgoing(trx, { id, accountId })
  })
}

/** The draft, held until the transaction ends. Throws NOT_A_DRAFT. */
export async function lockDraft(
  trx: Transaction,
  id: string,
): Promise<{ accountId: string; version: number; content: DraftContent }> {
  const held = await lockOutgoing(trx, id)
  if (held === undefined) throw new AppError('NOT_FOUND')
  const content = held.status === 'draft' ? await findDraft(trx, id) : undefined
  if (content === undefined) throw new AppError('NOT_A_DRAFT', { status: held.status })
  return { accountId: content.accountId, version: held.version, content }
}

/** S04: while the switch is off nothing is written in HTML, and nothing that was is dropped in silence. */
function demandPlain({ html }: Pick<DraftWish, 'html'>, htmlOutgoing: boolean): void {
  if (typeof html === 'string' && !htmlOutgoing) throw new AppError('HTML_OUTGOING_OFF')
}

function emptyDraft(isHtml: boolean): DraftContent {
  return {
    mode: 'new',
    recipients: { to: [], cc: [], bcc: [] },
    subject: '',
    text: '',
    html: isHtml ? '' : null,
    importance: 'normal',
    withQuote: false,
    quoteText: null,
    quoteHtml: null,
    parent: null,
  }
}

function timeZoneOf(given: string | undefined): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  if (given === undefined) return own
  try {
    return Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone
  } catch {
    throw new AppError('INPUT_INVALID', { field: 'timeZone' })
  }
}
