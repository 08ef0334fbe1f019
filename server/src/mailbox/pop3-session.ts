import type { Maildrop } from '@besedka/mail/maildrop'
import type { ReceivingAccount } from '../accounts/accounts.service.ts'
import { AppError, type Outcome } from '../platform/app-error.ts'
import type { AccountSession, SessionHooks } from './account-session.ts'
import { Pop3Lister } from './pop3-listing.ts'
import { passPop3 } from './pop3-pass.ts'
import { toSessionFailure } from './session-failure.ts'
import type { SyncDeps } from './sync-folder.ts'

export interface Pop3SessionDeps extends SyncDeps {
  /** Connects, secures and logs in; one attempt. */
  openPop3(connection: ReceivingAccount['incoming']): Promise<Outcome<Maildrop>>
  /** How long new letters may stay unseen. */
  pollMs: number
}

/** Serves one POP3 account: a short connection every so often, for a mailbox is as it was when it was opened, and locked. */
export function startPop3Session(
  deps: Pop3SessionDeps,
  account: ReceivingAccount,
  hooks: SessionHooks,
): AccountSession {
  const session = new Pop3Session(deps, account, hooks)
  const ended = session.run()
  return {
    ended,
    kick: () => session.kick(),
    async stop() {
      session.stop()
      await ended
    },
  }
}

/** A folder that keeps changing under the pass is left for the next one. */
const ATTEMPTS = 3

class Pop3Session {
  private readonly deps: Pop3SessionDeps
  private readonly account: ReceivingAccount
  private readonly hooks: SessionHooks
  private readonly abort = new AbortController()
  private readonly lister = new Pop3Lister()
  private drop: Maildrop | null = null
  private wake: () => void = () => {}
  private isKicked = false
  private loginDelayMs = 0

  constructor(deps: Pop3SessionDeps, account: ReceivingAccount, hooks: SessionHooks) {
    this.deps = deps
    this.account = account
    this.hooks = hooks
  }

  kick(): void {
    this.isKicked = true
    this.wake()
  }

  stop(): void {
    this.abort.abort()
    this.drop?.close()
    this.wake()
  }

  async run(): Promise<AppError | null> {
    try {
      for (let stale = 0; !this.abort.signal.aborted; ) {
        this.isKicked = false
        const failure = await this.connect()
        if (failure !== null) return this.abort.signal.aborted ? null : failure
        const kind = await this.pass()
        if (kind === 'off' || kind === 'stopped') return null
        stale = kind === 'stale' ? stale + 1 : 0
        if (stale >= ATTEMPTS) return null
        if (kind === 'done') this.hooks.onRest()
        await this.rest()
      }
      return null
    } catch (error) {
      return this.abort.signal.aborted ? null : toSessionFailure(error)
    }
  }

  private async connect(): Promise<AppError | null> {
    const { signal } = this.abort
    const opening = this.deps.openPop3(this.account.incoming)
    const aborted = Promise.withResolvers<null>()
    const onAbort = () => aborted.resolve(null)
    signal.addEventListener('abort', onAbort)
    const opened = await Promise.race([opening, aborted.promise])
    signal.removeEventListener('abort', onAbort)
    if (opened === null) {
      // Whoever stops the session does not wait for a server that answers slowly or never.
      void opening.then((late) => late.ok && late.value.close()).catch(() => {})
      return new AppError('CONNECTION_LOST')
    }
    if (!opened.ok) return opened.error
    this.drop = opened.value
    this.loginDelayMs = opened.value.capabilities.loginDelaySeconds * 1000
    this.hooks.onConnected()
    return null
  }

  private async pass() {
    const { deps, account, drop } = this
    if (drop === null) return 'stopped'
    try {
      const end = await passPop3(deps, { drop, lister: this.lister, account, signal: this.abort.signal })
      return end.kind
    } finally {
      // Nothing that was marked is deleted unless QUIT was said.
      drop.close()
      this.drop = null
    }
  }

  /** Until the next look: the server's own delay between log-ins holds for a person's wish too (RFC 2449 section 6.5). */
  private async rest(): Promise<void> {
    const end = Date.now() + Math.max(this.deps.pollMs, this.loginDelayMs)
    const soonest = Date.now() + this.loginDelayMs
    for (;;) {
      const left = (this.isKicked ? soonest : end) - Date.now()
      if (left <= 0 || this.abort.signal.aborted) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.wake = () => {}
    }
  }
}
