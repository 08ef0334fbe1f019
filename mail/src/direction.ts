import { isAligned, mailboxIdentity, normaliseAddress } from './address-identity.ts'
import type { FolderRole } from './folder-role.ts'

interface Addressed {
  readonly address: string
}

/** The address fields of a letter; a `ParsedMessage` is one. */
export interface LetterAddresses {
  readonly from: readonly Addressed[]
  readonly sender: readonly Addressed[]
  readonly to: readonly Addressed[]
  readonly cc: readonly Addressed[]
  readonly bcc: readonly Addressed[]
}

export interface AccountIdentity {
  readonly address: string
  readonly aliases: readonly string[]
  /** The setting «Загружать письма самому себе». */
  readonly loadSelfAddressed: boolean
}

/** Where the letter lies and what was verified about it; claims of the letter itself are no evidence. */
export interface SendingEvidence {
  readonly folderRole: FolderRole
  /** Our outbox has sent a letter with this Message-ID from this account. */
  readonly inOutbox: boolean
  /** d= domains of the DKIM signatures that were verified. */
  readonly dkimDomains: readonly string[]
  /** MAIL FROM domain for which SPF passed, by a verdict that is trusted. */
  readonly spfDomain: string | null
}

export interface DirectionDecision {
  readonly direction: 'incoming' | 'outgoing'
  /** Outgoing only: there is evidence that it was sent from here. False means "not proved to be yours". */
  readonly proved: boolean
  readonly evidence: 'sent-folder' | 'outbox' | 'dkim' | 'spf' | null
  readonly skip: 'self-addressed' | null
}

/** With several authors the Sender field names the one who sent (RFC 5322 section 3.6.2). */
function senderOf(letter: LetterAddresses): string | null {
  const author = letter.from.length > 1 ? (letter.sender[0] ?? letter.from[0]) : letter.from[0]
  return author?.address ?? null
}

function ownIdentities(account: AccountIdentity): ReadonlySet<string> {
  return new Set([account.address, ...account.aliases].map(mailboxIdentity).filter((identity) => identity !== null))
}

function findEvidence(sender: string, found: SendingEvidence): DirectionDecision['evidence'] {
  if (found.folderRole === 'sent') return 'sent-folder'
  if (found.inOutbox) return 'outbox'
  const normal = normaliseAddress(sender) ?? ''
  const domain = normal.slice(normal.lastIndexOf('@') + 1)
  if (found.dkimDomains.some((proved) => isAligned(proved, domain))) return 'dkim'
  return found.spfDomain !== null && isAligned(found.spfDomain, domain) ? 'spf' : null
}

/**
 * Incoming or outgoing, proved or not, loaded or kept in the skip list. "Own" is the account's address, its aliases and the
 * same name under the provider's other domains; "in Sent" is a copy that lies in a folder with the role `sent`.
 *
 * | sender | a recipient is own | where the copy lies | answer |
 * |---|---|---|---|
 * | foreign or none | any | any | incoming |
 * | own | no | in Sent | outgoing, proved: sent-folder |
 * | own | no | elsewhere, our outbox sent it | outgoing, proved: outbox (a rule or another program filed it) |
 * | own | no | elsewhere, aligned DKIM or SPF pass | outgoing, proved: dkim, spf |
 * | own | no | elsewhere | outgoing, not proved: stays unreviewed and says so |
 * | own | yes | in Sent | outgoing, proved, loaded: it is the letter that was sent, the twin of the one that came back |
 * | own | yes | elsewhere | outgoing, skipped as self-addressed; evidence is told all the same |
 * | own | yes | elsewhere, `loadSelfAddressed` | outgoing, loaded |
 *
 * So a letter to oneself is at most one interaction: the one from the outbox or from Sent, and the copy in INBOX goes to
 * the skip list. Whether a twin exists is not asked here, because Sent may be read after INBOX: the skip list asks when it
 * is shown, and counts those without one in the open. A forged letter "from yourself to yourself" has no twin and no
 * evidence, so it is skipped and counted.
 */
export function decideDirection(
  letter: LetterAddresses,
  account: AccountIdentity,
  found: SendingEvidence,
): DirectionDecision {
  const own = ownIdentities(account)
  const isOwn = (address: string) => own.has(mailboxIdentity(address) ?? '')
  const sender = senderOf(letter)
  if (sender === null || !isOwn(sender)) return { direction: 'incoming', proved: false, evidence: null, skip: null }
  const evidence = findEvidence(sender, found)
  const toSelf = [...letter.to, ...letter.cc, ...letter.bcc].some(({ address }) => isOwn(address))
  const skipped = toSelf && found.folderRole !== 'sent' && !account.loadSelfAddressed
  return { direction: 'outgoing', proved: evidence !== null, evidence, skip: skipped ? 'self-addressed' : null }
}
