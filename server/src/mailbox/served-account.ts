import type { ReceivingAccount } from '../accounts/accounts.service.ts'
import type { AppError } from '../platform/app-error.ts'
import type { DatabaseConnection } from '../platform/database.ts'
import type { Logger } from '../platform/log.ts'
import { type AccountSession, type SessionDeps, startSession } from './account-session.ts'
import { type BackOff, nextTryAfter } from './back-off.ts'
import { type Pop3SessionDeps, startPop3Session } from './pop3-session.ts'
import { noteFailure, noteFirstSync, noteState, noteSuccess, type ReceivingRow } from './receiving.store.ts'
import { settleTables } from './search-flush.ts'

export interface ServedDeps extends SessionDeps, Pop3SessionDeps {
  readonly connection: DatabaseConnection
  readonly log: Logger
  readonly backOff: BackOff
}

/** A session that held for so long had no trouble to begin with: its end counts as a first failure. */
const HELD_MS = 60_000

/** One account that this process serves now: its session, and what is noted of it. */
export class ServedAccount {
  readonly row: ReceivingRow
  /** Resolves when the session has ended and its end is noted. */
  readonly ended: Promise<void>
  private readonly deps: ServedDeps
  private readonly session: AccountSession
  private readonly startedAt = Date.now()
  /** Notes are written one after the other. */
  private notes: Promise<unknown>
  private isFirstSyncDone: boolean
  private lastRequest: number

  constructor(deps: ServedDeps, row: ReceivingRow, account: ReceivingAccount) {
    this.deps = deps
    this.row = row
    this.isFirstSyncDone = row.isFirstSyncDone
    this.lastRequest = row.requestedAt
    this.notes = noteState(deps.db, row.accountId, 'connecting').catch(() => {})
    const start = account.incoming.protocol === 'pop3' ? startPop3Session : startSession
    this.session = start(deps, account, {
      onConnected: () => this.note(() => noteState(deps.db, row.accountId, 'syncing')),
      onRest: () => this.note(() => this.rest()),
    })
    if (account.loadSelfAddressed) this.note(() => deps.ingest.loadAllSkipped(row.accountId))
    this.ended = this.session.ended.then(async (failure) => {
      this.note(() => (failure === null ? noteState(deps.db, row.accountId, 'waiting') : this.fail(failure)))
      await this.notes
    })
  }

  /** When a person last asked for a look that this session has taken. */
  get requestedAt(): number {
    return this.lastRequest
  }

  /** Looks at every folder now, because a person asked at that time. */
  kick(requestedAt: number): void {
    this.lastRequest = requestedAt
    this.session.kick()
  }

  async stop(): Promise<void> {
    await this.session.stop()
    await this.ended
  }

  private note(work: () => Promise<unknown>): void {
    this.notes = this.notes.then(work).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      this.deps.log.warn({ accountId: this.row.accountId, reason }, 'the state of receiving could not be noted')
    })
  }

  private async rest(): Promise<void> {
    const { db, connection, log } = this.deps
    const { accountId } = this.row
    await noteState(db, accountId, 'idle')
    await noteSuccess(db, accountId)
    if (this.isFirstSyncDone) return
    this.isFirstSyncDone = true
    if (!(await noteFirstSync(db, accountId))) return
    log.info({ accountId, ms: Date.now() - this.startedAt }, 'the first sync is done')
    await settleTables(connection)
  }

  private async fail(failure: AppError): Promise<void> {
    const { db, log, backOff } = this.deps
    const { accountId } = this.row
    const failures = Date.now() - this.startedAt > HELD_MS ? 1 : this.row.failures + 1
    const wait = nextTryAfter(failure.code, failures, backOff)
    const words = failure.details['words']
    log.warn({ accountId, code: failure.code, failures, err: failure.cause ?? failure }, 'receiving failed')
    await noteFailure(db, accountId, {
      code: failure.code,
      detail: typeof words === 'string' ? words : '',
      failures,
      nextTry: wait === null ? null : new Date(Date.now() + wait),
    })
  }
}
