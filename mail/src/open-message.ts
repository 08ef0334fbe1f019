/** One letter as it is shown. */

import { BodyReader } from './body-reader.ts'
import type { Part } from './parsed-message.ts'

export interface OpenedAttachment {
  readonly path: string
  readonly name: string
  readonly type: string
  /** In bytes after decoding; an estimate for some encodings. */
  readonly size: number
  readonly inline: boolean
  readonly contentId: string | null
}

export interface OpenedMessage {
  readonly text: string
  /** Not sanitised; images of the letter stay `cid:` addresses (RFC 2392). Null where there is no HTML to see. */
  readonly html: string | null
  readonly attachments: readonly OpenedAttachment[]
}

/**
 * Decodes the text parts of a letter for showing it. `parts` are those that `parseMessage` gave for the same bytes.
 * All HTML parts are joined; a text part beside them that is no alternative to them is shown among them.
 */
export function openMessage(source: Uint8Array, parts: readonly Part[]): OpenedMessage {
  const reader = new BodyReader(source, parts)
  return {
    text: reader.text(),
    html: reader.html(),
    attachments: parts.filter((part) => part.attachment).map(attachmentOf),
  }
}

function attachmentOf({ path, name, type, size, inline, contentId }: Part): OpenedAttachment {
  return { path, name, type, size, inline, contentId }
}
