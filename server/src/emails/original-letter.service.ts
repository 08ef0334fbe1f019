import { parseMessage } from '@besedka/mail/parse-message'
import type { ParsedMessage, Part } from '@besedka/mail/parsed-message'
import { readableInteraction } from '../interactions/interactions.access.ts'
import { AppError } from '../platform/app-error.ts'
import type { Database } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'
import { findLetter, readSource } from './letter.view.ts'
import type { LetterReader } from './letter-reader.ts'

/** A letter that is answered or forwarded. */
export interface OriginalLetter {
  interactionId: string
  accountId: string
  /** Of its content. */
  messageId: string
  size: number
  /** Its header; nothing of the body. */
  header: ParsedMessage
  text: string
  /** Sanitised, outside content held back, its own pictures still `cid:` addresses; null where it has none. */
  html: string | null
  parts: readonly Part[]
}

const MOST_HEADER_BYTES = 1024 * 1024

/** Opens a letter to be answered. Throws NOT_FOUND for what the actor may not read, SOURCE_MISSING for what is no letter. */
export async function openOriginalLetter(
  deps: { db: Database; reader: Pick<LetterReader, 'open'> },
  actor: Actor,
  id: string,
): Promise<OriginalLetter> {
  const proof = await readableInteraction(deps.db, actor, id)
  const [letter, source] = await Promise.all([findLetter(deps.db, proof), readSource(deps.db, proof)])
  if (letter === null || source === null) throw new AppError('SOURCE_MISSING')
  const { parts, messageId, size } = letter
  const pictures = parts.flatMap(({ contentId }): [string, string][] =>
    contentId === null ? [] : [[contentId, `cid:${contentId}`]],
  )
  const { text, html } = await deps.reader.open({ messageId, source, parts, pictures })
  const header = parseMessage(source.subarray(0, headerEnd(source)))
  return { interactionId: proof.id, accountId: proof.accountId, messageId, size, header, text, html, parts }
}

/** Up to the empty line (RFC 5322 section 2.1). */
function headerEnd(source: Buffer): number {
  const ends = [source.indexOf('\r\n\r\n'), source.indexOf('\n\n')].filter((end) => end >= 0)
  return Math.min(...ends, MOST_HEADER_BYTES, source.length)
}
