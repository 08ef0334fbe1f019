import { enqueue } from '../../platform/jobs.ts'
import { proveSender } from '../prove-sender.job.ts'
import type { BatchGround } from './batch-ground.ts'
import type { LetterPlan } from './decide-letters.ts'
import { findLinks } from './find-links.ts'
import { reserveIds } from './known-letters.ts'
import type { LetterBatch, PreparedBatch } from './letter-batch.ts'
import type { LetterTransaction } from './letter-transaction.ts'
import { saveOwnCopies } from './own-copies.ts'
import { type ChangedInteraction, mergeThreads, setBases, setProved, settleRecords } from './thread-changes.ts'
import { writeInteractions, writeMessages, writePlacements, writeSkipped } from './write-letters.ts'

export interface WritePlanInput {
  readonly batch: LetterBatch
  readonly prepared: PreparedBatch
  readonly plan: LetterPlan
  readonly ground: BatchGround
}

export interface WrittenPlan {
  /** Ids of new interactions. */
  readonly created: readonly string[]
  /** Interactions from before that are not what they were. */
  readonly changed: readonly ChangedInteraction[]
}

/** Writes what was decided: contents, interactions in their threads, places, the skip list, and what follows for others. */
export async function writePlan(transaction: LetterTransaction, input: WritePlanInput): Promise<WrittenPlan> {
  const { trx, client } = transaction
  const { batch, prepared, plan, ground } = input
  const { accountId } = ground.folder
  const fresh = plan.interactions.filter(({ known }) => known === null)
  const unknown = plan.messages.filter(({ knownId }) => knownId === null)
  const letters = fresh.map(({ letter }) => letter)
  const links = await findLinks(trx, letters, accountId)
  const reserved = await reserveIds(trx, {
    messages: unknown.length,
    interactions: fresh.length,
    threads: links.newThreads,
  })
  const messageIds = new IdsOf(plan.messages, ({ knownId }) => knownId, reserved.messages)
  const interactionIds = new IdsOf(plan.interactions, ({ known }) => known?.id ?? null, reserved.interactions)
  const created = fresh.map((interaction) => interactionIds.of(interaction))

  const provenIds = plan.proven.map(({ id }) => id)
  const proven = await setProved(trx, provenIds)
  await writeMessages(
    client,
    prepared,
    unknown.map((message) => ({ id: messageIds.of(message), letter: message.letter })),
  )
  await writeInteractions(
    client,
    prepared,
    fresh.map((interaction, index) => ({
      ...interaction,
      id: interactionIds.of(interaction),
      accountId,
      messageId: messageIds.of(interaction.message),
      assigneeId: ground.owner.assigneeId,
      threadId: links.threadOf(index, reserved.threads),
      basis: links.basisOf(index, created),
    })),
  )
  await saveOwnCopies(trx, accountId, plan.copies)
  const place = { folderId: batch.folderId, uidValidity: batch.uidValidity }
  await writePlacements(
    client,
    plan.placements.map(({ letter, interaction }) => ({
      ...place,
      letter,
      interactionId: interactionIds.of(interaction),
      date: interaction.known?.date ?? interaction.letter.date,
    })),
  )
  await writeSkipped(
    client,
    plan.skipped.map(({ letter, message, reason }) => ({
      ...place,
      letter,
      reason,
      messageId: messageIds.of(message),
    })),
  )
  const merged = await mergeThreads(trx, links.merges)
  const linked = await setBases(trx, links.followersOf(created))
  const settled = await settleRecords(trx, links.grownThreads)
  const changed = new Map([...proven, ...merged, ...linked, ...settled].map((change) => [change.id, change]))
  for (const id of created) changed.delete(id)
  const unproved = fresh.filter(({ direction, proved }) => direction === 'outgoing' && !proved)
  if (unproved.length > 0) await enqueue(trx, proveSender, { ids: unproved.map((letter) => interactionIds.of(letter)) })
  return { created, changed: [...changed.values()] }
}

/** Ids of things of which some have one and the others get the next of those reserved. */
class IdsOf<Thing> {
  private readonly ids = new Map<Thing, string>()

  constructor(things: readonly Thing[], known: (thing: Thing) => string | null, reserved: readonly string[]) {
    let used = 0
    for (const thing of things) {
      const id = known(thing) ?? reserved[used++]
      if (id !== undefined) this.ids.set(thing, id)
    }
  }

  of(thing: Thing): string {
    const id = this.ids.get(thing)
    if (id === undefined) throw new Error('an id was not reserved')
    return id
  }
}
