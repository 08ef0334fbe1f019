import type { interaction } from '@besedka/contract/interactions'
import { htmlToText } from '@besedka/mail/html-to-text'
import type { Mailbox } from '@besedka/mail/parsed-message'
import { textToHtml } from '@besedka/mail/text-to-html'
import type { z } from 'zod'
import type { ReadOptions } from '../emails/read-letter.service.ts'
import { readableInteractions } from '../interactions/interactions.access.ts'
import type { Database } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'
import { showDelivery } from './delivery.view.ts'
import { findDraft, type StoredDraft } from './drafts.store.ts'
import { attachmentLimit } from './letter-limit.ts'
import { listRecipients } from './outbox.store.ts'
import { showUpload, type UploadsDeps } from './uploads.service.ts'
import { listUploads, type Upload } from './uploads.store.ts'

export type InteractionView = z.infer<typeof interaction>

export interface ReadOutgoingDeps extends UploadsDeps {
  readLetter(actor: Actor, id: string, options: ReadOptions): Promise<InteractionView>
  /** Null where it is too much for the sanitiser. */
  sanitize(fragment: { html: string; pictures: [contentId: string, address: string][] }): Promise<string | null>
}

/**
 * An interaction with its body; a letter of ours with how sending stands, a draft with what is written. Throws NOT_FOUND
 * for what the actor may not read.
 */
export async function readOutgoing(
  deps: ReadOutgoingDeps,
  actor: Actor,
  id: string,
  options: ReadOptions = {},
): Promise<InteractionView> {
  const view = await deps.readLetter(actor, id, options)
  if (view.status === null) return view
  const delivery = await showDelivery(deps.db, view.id)
  const draft = view.messageId === null ? await findDraft(deps.db, view.id) : undefined
  if (draft !== undefined) return showDraft(deps, actor, { ...view, delivery }, draft)
  const hidden = (await listRecipients(deps.db, view.id)).filter(({ kind }) => kind === 'bcc')
  return { ...view, delivery, bcc: hidden.map(({ name, address }) => ({ name, address })) }
}

async function showDraft(
  deps: ReadOutgoingDeps,
  actor: Actor,
  view: InteractionView,
  draft: StoredDraft,
): Promise<InteractionView> {
  const { db } = deps
  const uploads = await listUploads(db, view.id)
  const show = (upload: Upload) =>
    showUpload((attachmentId) => deps.addressOf(attachmentId, actor.userId), view.id, upload)
  const pictures = uploads.flatMap((upload): [string, string][] =>
    upload.contentId === null ? [] : [[upload.contentId, show(upload).address]],
  )
  const safe = async (html: string | null) => (html === null ? null : sanitise(deps, html, pictures))
  const { to, cc, bcc } = draft.recipients
  return {
    ...view,
    to: plain(to),
    cc: plain(cc),
    bcc: plain(bcc),
    contacts: [...view.from, ...plain(to), ...plain(cc)],
    text: draft.text,
    html: await safe(draft.html),
    attachments: uploads.filter(isOwnFile).map(show),
    basisId: await readBasis(db, actor, view.id),
    size: uploads.reduce((sum, { size }) => sum + size, draft.text.length + (draft.html?.length ?? 0)),
    draft: {
      mode: draft.mode,
      author: draft.author,
      quote: draft.withQuote,
      quotedText: draft.quoteText ?? '',
      quotedHtml: draft.html === null ? null : await safe(draft.quoteHtml),
      attachmentLimit: await attachmentLimit(db, draft.accountId),
    },
  }
}

/** What is too much for the sanitiser is shown as its text: without any HTML it would be taken for a plain letter. */
async function sanitise(deps: ReadOutgoingDeps, html: string, pictures: [string, string][]): Promise<string> {
  return html === '' ? '' : ((await deps.sanitize({ html, pictures })) ?? textToHtml(htmlToText(html).text))
}

/** Pictures of the quoted letter belong to it. */
function isOwnFile({ ofQuote }: Upload): boolean {
  return !ofQuote
}

function plain(mailboxes: readonly Mailbox[]): { name: string; address: string }[] {
  return mailboxes.map(({ name, address }) => ({ name, address }))
}

async function readBasis(db: Database, actor: Actor, id: string): Promise<string | null> {
  const row = await db.selectFrom('interactions').select('basisId').where('id', '=', id).executeTakeFirst()
  if (row === undefined || row.basisId === null) return null
  const [readable] = await readableInteractions(db, actor, [row.basisId])
  return readable?.id ?? null
}
