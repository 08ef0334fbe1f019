import { type AccountIdentity, decideDirection } from '@besedka/mail/direction'
import type { FolderRole } from '@besedka/mail/folder-role'
import type { PreparedLetter } from './letter-batch.ts'

/** An interaction of the account that holds the same letter already. */
export interface KnownInteraction {
  readonly id: string
  readonly direction: 'incoming' | 'outgoing' | 'internal'
  readonly proved: boolean
  readonly reviewed: boolean
  readonly date: number
  /** It lies in the batch's folder already. */
  readonly isInFolder: boolean
}

/** A letter whose content is here already, from whatever account. */
export interface KnownMessage {
  readonly id: string
  readonly interaction: KnownInteraction | null
  /** It was in the skip list of this folder, and a person wanted it all the same. */
  readonly wasLoaded: boolean
}

/** A letter that went out from here, of which a letter of the batch is a copy in other bytes. */
export interface OwnCopy {
  readonly messageId: string
  readonly interaction: KnownInteraction
}

export interface PlannedMessage {
  readonly letter: PreparedLetter
  /** Null: to be stored. */
  readonly knownId: string | null
}

export interface PlannedInteraction {
  readonly letter: PreparedLetter
  readonly message: PlannedMessage
  readonly known: KnownInteraction | null
  readonly direction: 'incoming' | 'outgoing'
  readonly proved: boolean
  readonly reviewed: boolean
}

/** Why a letter of the server is no interaction: it is to oneself, or older than what a person wanted to begin with. */
export type SkipReason = 'self-addressed' | 'before-start'

export interface LetterPlan {
  readonly messages: readonly PlannedMessage[]
  readonly interactions: readonly PlannedInteraction[]
  readonly placements: readonly { readonly letter: PreparedLetter; readonly interaction: PlannedInteraction }[]
  readonly skipped: readonly {
    readonly letter: PreparedLetter
    readonly message: PlannedMessage
    readonly reason: SkipReason
  }[]
  /** Known as sent by us without evidence until now. */
  readonly proven: readonly KnownInteraction[]
  /** Letters that the server keeps of what went out from here, in bytes of its own. */
  readonly copies: readonly { readonly contentHash: string; readonly interactionId: string }[]
}

export interface FolderSituation {
  readonly role: FolderRole
  readonly identity: AccountIdentity
  /** Nothing of the folder was here before: what was read or answered elsewhere needs no review. */
  readonly isFirstImport: boolean
  /** Of what lay there to begin with, letters before this moment are left out; null: all are wanted. */
  readonly loadSince: number | null
  /** What went out from here, by the content hash of the letters that are copies of it in other bytes. */
  readonly ownCopies: ReadonlyMap<string, OwnCopy>
}

/** Judged by the earlier of its own date and its arrival: a mailbox that was moved has arrived whole on one day. */
function isBeforeStart({ date, receivedAt }: PreparedLetter, { loadSince }: FolderSituation): boolean {
  return loadSince !== null && Math.min(date, receivedAt) < loadSince
}

/**
 * What becomes of each letter of a batch: a new interaction, a further place of a known one, or an entry of the skip
 * list. Known is what has the same bytes or is a copy of what we have sent, never what only has the same Message-ID.
 */
export function decideLetters(
  letters: readonly PreparedLetter[],
  known: ReadonlyMap<string, KnownMessage>,
  folder: FolderSituation,
): LetterPlan {
  const messages = new Map<string, PlannedMessage>()
  const interactions = new Map<string, PlannedInteraction>()
  const placements: { letter: PreparedLetter; interaction: PlannedInteraction }[] = []
  const skipped: { letter: PreparedLetter; message: PlannedMessage; reason: SkipReason }[] = []
  const proven = new Map<string, KnownInteraction>()
  const copies = new Map<string, { contentHash: string; interactionId: string }>()
  for (const letter of letters) {
    const stored = known.get(letter.contentHash)
    const copy = folder.ownCopies.get(letter.contentHash)
    const decision = decideDirection(letter.addresses, folder.identity, {
      folderRole: folder.role,
      inOutbox: copy !== undefined,
      dkimDomains: [],
      spfDomain: null,
    })
    const isBefore = isBeforeStart(letter, folder) && !stored?.interaction && copy === undefined
    const isSkipped = (decision.skip !== null || isBefore) && stored?.wasLoaded !== true
    const knownId = (isSkipped ? undefined : copy?.messageId) ?? stored?.id ?? null
    const message = messages.get(letter.contentHash) ?? { letter, knownId }
    messages.set(letter.contentHash, message)
    if (isSkipped) {
      skipped.push({ letter, message, reason: decision.skip ?? 'before-start' })
      continue
    }
    const before = stored?.interaction ?? copy?.interaction ?? null
    if (copy !== undefined) {
      copies.set(letter.contentHash, { contentHash: letter.contentHash, interactionId: copy.interaction.id })
    }
    if (before?.direction === 'outgoing' && !before.proved && decision.proved) proven.set(before.id, before)
    const { direction } = decision
    const proved = direction === 'incoming' || decision.proved
    const identity = before?.id ?? letter.contentHash
    const interaction = interactions.get(identity) ?? {
      letter,
      message,
      known: before,
      direction,
      proved,
      reviewed: before === null ? needsNoReview(letter, direction, proved, folder) : before.reviewed,
    }
    interactions.set(identity, interaction)
    placements.push({ letter, interaction })
  }
  return {
    messages: [...messages.values()],
    interactions: [...interactions.values()],
    placements,
    skipped,
    proven: [...proven.values()],
    copies: [...copies.values()],
  }
}

function needsNoReview(
  letter: PreparedLetter,
  direction: 'incoming' | 'outgoing',
  proved: boolean,
  folder: FolderSituation,
): boolean {
  if (direction === 'outgoing') return proved
  return folder.isFirstImport && letter.flags.some((flag) => /^\\(seen|answered)$/i.test(flag))
}
