import { randomBytes } from 'node:crypto'
import { composeMessage } from '@besedka/mail/compose-message'
import type { Draft } from '@besedka/mail/draft'
import { htmlToText } from '@besedka/mail/html-to-text'
import { makeMessageId } from '@besedka/mail/message-id'
import { newThreadFields, replyReferences } from '@besedka/mail/reply-references'
import { textToHtml } from '@besedka/mail/text-to-html'
import type { Database } from '../platform/database.ts'
import type { DraftContent } from './draft-content.ts'
import { findDraft } from './drafts.store.ts'
import { findSender, type Sender } from './sending-account.view.ts'
import { createUploadBytes } from './upload-bytes.ts'
import { listUploads, type Upload } from './uploads.store.ts'

/**
 * The letter of a draft, made once: whatever is tried afterwards sends these bytes. Null where the draft is gone. Throws a
 * ComposeError for a draft that no letter can be made of.
 */
export async function composeDraft(
  db: Database,
  interactionId: string,
  options: { htmlOutgoing: boolean; now: Date },
): Promise<Buffer | null> {
  const content = await findDraft(db, interactionId)
  if (content === undefined) return null
  const [sender, uploads] = await Promise.all([findSender(db, content.accountId), listUploads(db, interactionId)])
  const bytesOf = createUploadBytes(db)
  const written = options.htmlOutgoing ? content : withoutHtml(content)
  return composeMessage({
    ...frameOf(written, sender, options.now),
    ...bodyOf(written),
    ...filesOf(written, uploads, bytesOf),
  })
}

/** S04: what was written in HTML before the switch went off leaves as the text of it. */
function withoutHtml(content: DraftContent): DraftContent {
  if (content.html === null) return content
  const text = content.text === '' ? htmlToText(content.html).text : content.text
  return { ...content, html: null, text }
}

function frameOf(content: DraftContent, sender: Sender, now: Date) {
  const { recipients, subject, importance, parent } = content
  const random = randomBytes(16)
  return {
    from: { name: sender.name, address: sender.address },
    replyTo: [],
    ...recipients,
    subject,
    importance,
    date: now,
    messageId: makeMessageId(randomBytes(16), sender.address),
    thread: parent === null ? newThreadFields(subject, now, random) : replyReferences(parent, now, random),
  }
}

/** What is written, then the quote. A text that is not given beside HTML is made from all of the HTML. */
export function bodyOf(content: Pick<DraftContent, 'text' | 'html' | 'withQuote' | 'quoteText' | 'quoteHtml'>) {
  const { text, html, withQuote, quoteText, quoteHtml } = content
  const below = withQuote ? { text: quoteText, html: quoteHtml } : { text: null, html: null }
  const whole = below.text === null ? text : `${text.trimEnd()}\n\n${below.text}`
  if (html === null) return { text: whole, html: null }
  const quote = below.html ?? (below.text === null ? '' : textToHtml(below.text))
  return { text: text === '' ? null : whole, html: quote === '' ? html : `${html}<br>\n${quote}` }
}

function filesOf(
  { html, withQuote }: DraftContent,
  uploads: readonly Upload[],
  bytesOf: ReturnType<typeof createUploadBytes>,
): Pick<Draft, 'attachments' | 'pictures'> {
  const isShown = ({ contentId }: Upload) => contentId !== null && html?.includes(`cid:${contentId}`) === true
  // A picture that was cut out of the text again stays behind; without HTML it goes along as a file.
  const going = uploads.filter((upload) =>
    upload.ofQuote ? withQuote && html !== null : upload.contentId === null || html === null || isShown(upload),
  )
  const fileOf = (upload: Upload) => {
    const { name, type, charset } = upload
    return { name, type, charset, content: bytesOf(upload) }
  }
  return {
    attachments: going.filter(({ contentId }) => contentId === null || html === null).map(fileOf),
    pictures: going.flatMap((upload) =>
      upload.contentId === null || html === null ? [] : [{ ...fileOf(upload), contentId: upload.contentId }],
    ),
  }
}
