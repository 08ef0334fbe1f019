/** What ties an answer to the conversation it belongs to. */

import type { ParsedMessage } from './parsed-message.ts'
import { bareSubject } from './reply-subject.ts'
import { normaliseMessageId } from './thread.ts'
import { childThreadIndex, newThreadIndex } from './thread-index.ts'

/** The letter that is answered or forwarded; a `ParsedMessage` is one. */
export type ParentLetter = Pick<ParsedMessage, 'messageId' | 'inReplyTo' | 'references' | 'threadIndex' | 'subject'>

/** Identifiers without angle brackets. */
export interface ThreadFields {
  readonly inReplyTo: string | null
  /** Oldest first, the parent last. */
  readonly references: readonly string[]
  readonly threadIndex: string
  /** The subject of the whole conversation. */
  readonly threadTopic: string
}

/** Relays refuse letters with too long a header; what fits here leaves room for 500 addressees. */
const MOST_BYTES = 16 * 1024
/** With its brackets a longer one would not fit a line (RFC 5322 section 2.1.1). */
const LONGEST_ID = 900

/** Whether an identifier can be written as it is: others would not be recognised on the other side anyway. */
export function isWritableId(id: string): boolean {
  return id.length <= LONGEST_ID && /^[\x21-\x7e]+$/.test(id) && !/[<>]/.test(id)
}

/**
 * The fields of an answer or a forward, RFC 5322 section 3.6.4: In-Reply-To is the parent; References is the parent's
 * own, or its single In-Reply-To where it has none, and then the parent. Of a list over 16 KB the first, the root of the
 * conversation, and the last stay. `random` is 16 fresh bytes or more, used where Outlook's index begins anew.
 */
export function replyReferences(parent: ParentLetter, at: Date, random: Uint8Array): ThreadFields {
  const own = parent.messageId !== null && isWritableId(parent.messageId) ? parent.messageId : null
  const single = parent.inReplyTo.length === 1 ? parent.inReplyTo : []
  const above = parent.references.length > 0 ? parent.references : single
  return {
    inReplyTo: own,
    references: bound(distinct(own === null ? above : [...above, own])),
    threadIndex: childThreadIndex(parent.threadIndex, at, random),
    threadTopic: bareSubject(parent.subject),
  }
}

/** The fields of a letter that begins a conversation; `random` is 16 fresh bytes or more. */
export function newThreadFields(subject: string, at: Date, random: Uint8Array): ThreadFields {
  return {
    inReplyTo: null,
    references: [],
    threadIndex: newThreadIndex(at, random),
    threadTopic: bareSubject(subject),
  }
}

/** Without repeats; of equal ones the last counts, because the nearest letters stand at the end. */
function distinct(ids: readonly string[]): string[] {
  const last = new Map<string, string>()
  for (const id of ids.filter(isWritableId)) {
    const normal = normaliseMessageId(id)
    if (normal === null) continue
    last.delete(normal)
    last.set(normal, id)
  }
  return [...last.values()]
}

function bound(ids: readonly string[]): readonly string[] {
  const cost = (id: string): number => id.length + '\r\n <>'.length
  const [first, ...rest] = ids
  if (first === undefined) return []
  let left = MOST_BYTES - cost(first)
  const kept: string[] = []
  for (const id of rest.toReversed()) {
    left -= cost(id)
    if (left < 0) break
    kept.push(id)
  }
  return [first, ...kept.reverse()]
}
