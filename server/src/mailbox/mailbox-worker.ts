import type { Maildrop } from '@besedka/mail/maildrop'
import type { ImapFlow } from 'imapflow'
import type { AccountsService, ReceivingAccount } from '../accounts/accounts.service.ts'
import type { IngestService } from '../emails/ingest.service.ts'
import type { Outcome } from '../platform/app-error.ts'
import type { Database, DatabaseConnection } from '../platform/database.ts'
import type { LiveEvents } from '../platform/live-events.ts'
import type { Logger } from '../platform/log.ts'
import type { MailClientSwitch } from '../settings/mail-client-switch.service.ts'
import { ByteGate } from './byte-gate.ts'
import { keepSearchMerged } from './search-flush.ts'
import { Supervisor } from './supervisor.ts'

export interface MailboxWorkerDeps {
  db: Database
  /** For the connections of its own: the locks on accounts, the settling of tables. */
  connection: DatabaseConnection
  log: Logger
  live: Pick<LiveEvents, 'subscribe'>
  mailClient: Pick<MailClientSwitch, 'isOn' | 'onChange'>
  accounts: Pick<AccountsService, 'receivingAccount'>
  /** Connects, secures and logs in; one attempt. */
  openImap(connection: ReceivingAccount['incoming']): Promise<Outcome<ImapFlow>>
  /** The same over POP3. */
  openPop3(connection: ReceivingAccount['incoming']): Promise<Outcome<Maildrop>>
  ingest: IngestService
  /** Whether anybody listens to what happens in the account, here in this process. */
  isListenedTo?(accountId: string): boolean
  /** How long a change in another folder than INBOX may stay unseen; 45 s. */
  pollMs?: number
  /** How long a first failure waits; 5 s. */
  firstRetryMs?: number
  /** How often new letters are merged into the search index; 30 s. */
  mergeMs?: number
}

export interface MailboxWorker {
  /** Ends all sessions; what was fetched is committed or comes again. */
  stop(): Promise<void>
}

const POLL_MS = 45_000
const FIRST_RETRY_MS = 5_000
const MERGE_MS = 30_000
/** Letters that are fetched and not yet committed, over all accounts. */
const BYTES_AHEAD = 6 * 1024 * 1024

/** Receives for all accounts that no other process serves, from now on until it is stopped. */
export async function startMailboxWorker(deps: MailboxWorkerDeps): Promise<MailboxWorker> {
  const { pollMs = POLL_MS, firstRetryMs = FIRST_RETRY_MS, mergeMs = MERGE_MS } = deps
  const backOff = { firstMs: firstRetryMs, random: Math.random }
  const supervisor = new Supervisor({ ...deps, pollMs, backOff, gate: new ByteGate(BYTES_AHEAD) })
  await supervisor.start()
  const endMerging = keepSearchMerged(deps.db, deps.log, mergeMs)
  return {
    async stop() {
      await supervisor.stop()
      await endMerging()
    },
  }
}
