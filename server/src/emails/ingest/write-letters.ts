import type pg from 'pg'
import { copyIn } from './copy-in.ts'
import { CopyWriter, copyStream, fillFirstId, type RowSpan } from './copy-writer.ts'
import type { PreparedBatch, PreparedLetter } from './letter-batch.ts'

/** A letter's content that is not stored yet. */
export interface NewMessage {
  readonly id: string
  readonly letter: PreparedLetter
}

export interface NewInteraction {
  readonly id: string
  readonly accountId: string
  readonly messageId: string
  readonly letter: PreparedLetter
  readonly direction: 'incoming' | 'outgoing'
  readonly proved: boolean
  readonly reviewed: boolean
  readonly assigneeId: string | null
  readonly threadId: string
  readonly basis: { readonly id: string; readonly distance: number } | null
}

/** A place of a letter in a folder of the server. */
export interface NewPlacement {
  readonly folderId: string
  readonly uidValidity: bigint
  readonly letter: PreparedLetter
  readonly interactionId: string
  /** The date of the interaction, in milliseconds. */
  readonly date: number
}

export interface NewSkipped {
  readonly folderId: string
  readonly uidValidity: bigint
  readonly letter: PreparedLetter
  readonly messageId: string
  readonly reason: string
}

/** Copies contents and their sources straight into the tables. */
export async function writeMessages(
  client: pg.ClientBase,
  batch: PreparedBatch,
  messages: readonly NewMessage[],
): Promise<void> {
  if (messages.length === 0) return
  const rows = view(batch.messages)
  for (const { id, letter } of messages) fillFirstId(rows, letter.message, id)
  await copyIn(
    client,
    `copy messages (id, content_hash, internet_message_id, sent_at, subject, snippet, people, parts, size, has_html,
       has_attachments, importance, defects) from stdin (format binary)`,
    copyStream(rows, inOrder(messages.map(({ letter }) => letter.message))),
  )
  const sources = view(batch.sources)
  for (const { id, letter } of messages) fillFirstId(sources, letter.source, id)
  await copyIn(
    client,
    'copy message_sources (message_id, encoding, bytes) from stdin (format binary)',
    copyStream(sources, inOrder(messages.map(({ letter }) => letter.source))),
  )
}

/** Copies interactions with their keys and what they are searched by. */
export async function writeInteractions(
  client: pg.ClientBase,
  batch: PreparedBatch,
  interactions: readonly NewInteraction[],
): Promise<void> {
  if (interactions.length === 0) return
  const writer = new CopyWriter()
  const rows = interactions.map((interaction) => writeInteraction(writer, interaction))
  await copyIn(
    client,
    `copy interactions (id, kind, direction, account_id, message_id, thread_id, basis_id, basis_distance, date,
       received_at, reviewed, assignee_id, proved) from stdin (format binary)`,
    copyStream(view(writer.take()), rows),
  )
  await writeWords(client, batch, interactions)
}

/** Copies the keys of interactions, by which letters know each other, and what they are searched by. */
export async function writeWords(
  client: pg.ClientBase,
  batch: PreparedBatch,
  interactions: readonly { readonly id: string; readonly letter: PreparedLetter }[],
): Promise<void> {
  const writer = new CopyWriter()
  const keys = interactions.flatMap(({ id, letter }) => letter.keys.map((key) => writeKey(writer, id, key)))
  await copyIn(
    client,
    'copy letter_keys (key, interaction_id, distance) from stdin (format binary)',
    copyStream(view(writer.take()), keys),
  )
  const searches = view(batch.searches)
  for (const { id, letter } of interactions) fillFirstId(searches, letter.search, id)
  await copyIn(
    client,
    'copy search (interaction_id, account_id, date, tsv) from stdin (format binary)',
    copyStream(searches, inOrder(interactions.map(({ letter }) => letter.search))),
  )
}

function writeInteraction(writer: CopyWriter, interaction: NewInteraction): RowSpan {
  const { letter, basis, assigneeId } = interaction
  writer.beginRow(13)
  writer.int64(interaction.id)
  writer.text('email')
  writer.text(interaction.direction)
  writer.int64(interaction.accountId)
  writer.int64(interaction.messageId)
  writer.int64(interaction.threadId)
  if (basis === null) {
    writer.none()
    writer.none()
  } else {
    writer.int64(basis.id)
    writer.int16(basis.distance)
  }
  writer.time(letter.date)
  writer.time(letter.receivedAt)
  writer.bool(interaction.reviewed)
  if (assigneeId === null) writer.none()
  else writer.text(assigneeId)
  writer.bool(interaction.proved)
  return writer.endRow()
}

function writeKey(writer: CopyWriter, id: string, key: PreparedLetter['keys'][number]): RowSpan {
  writer.beginRow(3)
  writer.uuid(key.key)
  writer.int64(id)
  writer.int16(key.distance)
  return writer.endRow()
}

export async function writePlacements(client: pg.ClientBase, placements: readonly NewPlacement[]): Promise<void> {
  if (placements.length === 0) return
  const writer = new CopyWriter()
  const rows = placements.map(({ folderId, uidValidity, letter, interactionId, date }) => {
    writer.beginRow(6)
    writer.int64(folderId)
    writer.int64(uidValidity)
    writer.int64(String(letter.uid))
    writer.int64(interactionId)
    writer.time(date)
    writer.textArray(letter.flags)
    return writer.endRow()
  })
  await copyIn(
    client,
    'copy placements (folder_id, uid_validity, uid, interaction_id, date, flags) from stdin (format binary)',
    copyStream(view(writer.take()), rows),
  )
}

export async function writeSkipped(client: pg.ClientBase, skipped: readonly NewSkipped[]): Promise<void> {
  if (skipped.length === 0) return
  const writer = new CopyWriter()
  const rows = skipped.map(({ folderId, uidValidity, letter, messageId, reason }) => {
    writer.beginRow(8)
    writer.int64(folderId)
    writer.int64(uidValidity)
    writer.int64(String(letter.uid))
    writer.int64(messageId)
    writer.text(reason)
    writer.uuid(letter.keys[0]?.key ?? NO_KEY)
    writer.time(letter.receivedAt)
    writer.textArray(letter.flags)
    return writer.endRow()
  })
  await copyIn(
    client,
    `copy skipped_letters (folder_id, uid_validity, uid, message_id, reason, key, received_at, flags)
       from stdin (format binary)`,
    copyStream(view(writer.take()), rows),
  )
}

/** A letter has always a key of its own; this one belongs to none. */
const NO_KEY = '00000000-0000-0000-0000-000000000000'

/** Rows go in the order in which they lie, so that neighbours go as one piece. */
function inOrder(spans: readonly RowSpan[]): RowSpan[] {
  return [...spans].sort((a, b) => a.start - b.start)
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
