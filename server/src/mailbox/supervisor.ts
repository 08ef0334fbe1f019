import type { AccountsService, ReceivingAccount } from '../accounts/accounts.service.ts'
import type { LiveEvents } from '../platform/live-events.ts'
import type { MailClientSwitch } from '../settings/mail-client-switch.service.ts'
import { type AccountLocks, openAccountLocks } from './account-locks.ts'
import { nextTryAfter } from './back-off.ts'
import { listReceiving, noteFailure, noteOff, type ReceivingRow } from './receiving.store.ts'
import { ServedAccount, type ServedDeps } from './served-account.ts'

export interface SupervisorDeps extends ServedDeps {
  readonly live: Pick<LiveEvents, 'subscribe'>
  readonly mailClient: Pick<MailClientSwitch, 'isOn' | 'onChange'>
  readonly accounts: Pick<AccountsService, 'receivingAccount'>
}

/** What no announcement tells, such as a process that died elsewhere, is looked for so often. */
const LOOK_MS = 15_000
/** Announcements that come together make one look. */
const GATHER_MS = 10

/**
 * Decides which accounts this process serves and keeps each served: begins with an account that is due and that nobody
 * else serves, ends with one that is gone, changed or switched off. What happens to one account touches no other.
 */
export class Supervisor {
  private readonly deps: SupervisorDeps
  private readonly served = new Map<string, ServedAccount>()
  private readonly endings: (() => void)[] = []
  private locks: AccountLocks | undefined
  private timer: NodeJS.Timeout | undefined
  private turn: Promise<void> = Promise.resolve()
  private isStopped = false

  constructor(deps: SupervisorDeps) {
    this.deps = deps
  }

  async start(): Promise<void> {
    await this.openLocks()
    const { live, mailClient } = this.deps
    this.endings.push(
      mailClient.onChange(() => this.lookSoon()),
      live.subscribe({
        onEvent: ({ topic }) => {
          if (topic === 'accounts.changed') this.lookSoon()
        },
        onGap: () => this.lookSoon(),
      }),
    )
    this.lookSoon()
  }

  async stop(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.timer)
    for (const end of this.endings) end()
    await this.turn
    await Promise.all([...this.served.values()].map((account) => this.end(account)))
    await this.locks?.close()
  }

  private lookSoon(ms = GATHER_MS): void {
    if (this.isStopped) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.turn = this.turn.then(() => this.look()).catch((error: unknown) => this.complain(error))
    }, ms)
  }

  private complain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error)
    this.deps.log.warn({ reason }, 'the accounts to receive for could not be looked up')
    this.lookSoon(LOOK_MS)
  }

  private async look(): Promise<void> {
    const { db, mailClient } = this.deps
    if (this.isStopped) return
    this.locks ??= await this.openLocks()
    const rows = mailClient.isOn() ? await listReceiving(db) : []
    const byId = new Map(rows.map((row) => [row.accountId, row]))
    for (const account of this.served.values()) this.follow(account, byId.get(account.row.accountId))
    if (!mailClient.isOn()) await noteOff(db)
    for (const row of rows) if (!this.served.has(row.accountId) && isDue(row)) await this.begin(row)
    this.lookSoon(msToNext(rows))
  }

  /**
   * Ends what is no longer to be served as it is, which is begun again once it has ended: the others do not wait for it.
   * Looks at once where a person asks for it.
   */
  private follow(account: ServedAccount, row: ReceivingRow | undefined): void {
    if (row === undefined || row.updatedAt !== account.row.updatedAt) void this.end(account)
    else if (row.requestedAt > account.requestedAt) account.kick(row.requestedAt)
  }

  private async begin(row: ReceivingRow): Promise<void> {
    const { accountId } = row
    if (!(await this.locks?.take(accountId))) return
    try {
      const account = await this.open(row)
      if (account === null) return
      const served = new ServedAccount(this.deps, row, account)
      this.served.set(accountId, served)
      void served.ended.then(() => this.forget(served))
    } finally {
      if (!this.served.has(accountId)) await this.locks?.release(accountId)
    }
  }

  /** Null for an account that cannot be served; why is noted, and stops no other. */
  private async open(row: ReceivingRow): Promise<ReceivingAccount | null> {
    const { accountId } = row
    const { db, accounts, backOff, log } = this.deps
    try {
      return await accounts.receivingAccount(accountId)
    } catch (error) {
      log.error({ accountId, err: error }, 'an account cannot be opened')
      const failures = row.failures + 1
      const nextTry = new Date(Date.now() + (nextTryAfter('UNEXPECTED', failures, backOff) ?? LOOK_MS))
      await noteFailure(db, accountId, { code: 'UNEXPECTED', detail: '', failures, nextTry })
      return null
    }
  }

  private async end(account: ServedAccount): Promise<void> {
    await account.stop()
    await this.forget(account)
  }

  private async forget(account: ServedAccount): Promise<void> {
    const { accountId } = account.row
    if (this.served.get(accountId) !== account) return
    this.served.delete(accountId)
    // A connection that broke has let go of all locks already.
    await this.locks?.release(accountId).catch(() => {})
    this.lookSoon()
  }

  private async openLocks(): Promise<AccountLocks> {
    const locks = await openAccountLocks(this.deps.connection, () => {
      this.locks = undefined
      for (const account of this.served.values()) void this.end(account)
      this.lookSoon()
    })
    this.locks = locks
    return locks
  }
}

function isDue(row: ReceivingRow): boolean {
  return row.dueAt === null || row.dueAt <= Date.now()
}

function msToNext(rows: readonly ReceivingRow[]): number {
  const waits = rows.map(({ dueAt }) => (dueAt ?? 0) - Date.now()).filter((ms) => ms > 0)
  return Math.min(LOOK_MS, ...waits.map((ms) => ms + 1))
}
