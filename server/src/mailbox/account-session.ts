import type { ImapFlow } from 'imapflow'
import type { ReceivingAccount } from '../accounts/accounts.service.ts'
import { AppError, type Outcome } from '../platform/app-error.ts'
import { type FetchContext, fetchFolders, passNext } from './fetch-folders.ts'
import { FolderQueue } from './folder-queue.ts'
import { type ImapConversation, startConversation } from './imap-conversation.ts'
import { InboxWatch, type WatchDeps } from './inbox-watch.ts'
import { ServerLook } from './server-look.ts'
import { toSessionFailure } from './session-failure.ts'

export interface SessionDeps extends WatchDeps {
  /** Connects, secures and logs in; one attempt. */
  openImap(connection: ReceivingAccount['incoming']): Promise<Outcome<ImapFlow>>
  /** How long a change in another folder than INBOX may stay unseen. */
  pollMs: number
}

export interface SessionHooks {
  /** Logged in: receiving begins. */
  onConnected(): void
  /** All folders are as the server has them. Called again after every further pass. */
  onRest(): void
}

export interface AccountSession {
  /** Resolves with the failure that ended the session, with null where it was stopped. */
  readonly ended: Promise<AppError | null>
  /** Looks at every folder now. */
  kick(): void
  /** Resolves when nothing of the session runs any more; what was fetched is committed or comes again. */
  stop(): Promise<void>
}

const LOOKS_APART_MS = 5_000

/**
 * Serves one IMAP account with at most two connections: one watches INBOX and looks at the other folders, a second one
 * reads folders that need a pass. Where the server allows one connection only, that one does both in turns.
 */
export function startSession(deps: SessionDeps, account: ReceivingAccount, hooks: SessionHooks): AccountSession {
  const session = new Session(deps, account, hooks)
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

class Session {
  private readonly deps: SessionDeps
  private readonly account: ReceivingAccount
  private readonly hooks: SessionHooks
  private readonly abort = new AbortController()
  private readonly aborted: Promise<null>
  private readonly queue: FolderQueue
  private readonly conversations = new Set<ImapConversation>()
  private failure: AppError | null = null
  private wake: () => void = () => {}
  private isKicked = false
  /** The server has refused a second connection. */
  private isAlone = false

  constructor(deps: SessionDeps, account: ReceivingAccount, hooks: SessionHooks) {
    this.deps = deps
    this.account = account
    this.hooks = hooks
    this.queue = new FolderQueue(() => hooks.onRest())
    this.aborted = new Promise((resolve) => {
      this.abort.signal.addEventListener('abort', () => resolve(null), { once: true })
    })
  }

  kick(): void {
    this.isKicked = true
    this.wake()
  }

  /** Ends it; a failure is remembered, unless something ended it before. */
  stop(failure: AppError | null = null): void {
    if (this.abort.signal.aborted) return
    this.failure = failure
    this.abort.abort()
    for (const conversation of this.conversations) conversation.close()
    this.wake()
  }

  async run(): Promise<AppError | null> {
    const opened = await this.connect().catch(
      (error: unknown) => ({ ok: false, error: toSessionFailure(error) }) as const,
    )
    if (!opened.ok) return this.abort.signal.aborted ? null : opened.error
    this.hooks.onConnected()
    const guarded = (work: Promise<void>) => work.catch((error: unknown) => this.stop(toSessionFailure(error)))
    await Promise.all([guarded(this.watch(opened.value)), guarded(this.fetch())])
    return this.failure
  }

  /** Whoever stops the session does not wait for a server that answers slowly or never. */
  private async connect(): Promise<Outcome<ImapConversation>> {
    const { incoming } = this.account
    const opening = this.deps.openImap(incoming)
    const opened = await Promise.race([opening, this.aborted])
    if (opened === null) {
      void opening.then((late) => late.ok && late.value.close()).catch(() => {})
      return { ok: false, error: new AppError('CONNECTION_LOST') }
    }
    if (!opened.ok) return opened
    const conversation = startConversation(opened.value, incoming.timeoutMs)
    this.conversations.add(conversation)
    void conversation.closed.then(() => this.conversations.delete(conversation))
    if (this.abort.signal.aborted) conversation.close()
    return { ok: true, value: conversation }
  }

  private get fetchContext(): FetchContext {
    const { deps, queue } = this
    return { deps, queue, signal: this.abort.signal, onSwitchedOff: () => this.stop() }
  }

  private async fetch(): Promise<void> {
    const refused = await fetchFolders(this.fetchContext, () => this.connect())
    if (refused === null) return
    this.isAlone = true
    this.wake()
  }

  private async watch(conversation: ImapConversation): Promise<void> {
    const { deps, account, queue } = this
    const { signal } = this.abort
    const look = new ServerLook({ db: deps.db, conversation, accountId: account.id, queue })
    const inbox = (await look.look(true)).find(({ role }) => role === 'inbox')
    if (inbox === undefined) throw new AppError('SERVER_PROTOCOL', { words: 'INBOX is missing' })
    const watch = new InboxWatch(deps, conversation, inbox, signal)
    await watch.open()
    let lookedAt = Date.now()
    let owesLook = false
    while (!signal.aborted) {
      if (!(await this.loadNew(watch))) return
      if (this.isAlone) await this.workAlone(conversation, watch)
      if (queue.isAtRest) this.hooks.onRest()
      const pause: number = owesLook ? Math.min(deps.pollMs, LOOKS_APART_MS) : deps.pollMs
      const left = this.isKicked ? 0 : lookedAt + pause - Date.now()
      const reason = left <= 0 ? 'time' : await this.wait(watch, left)
      if (signal.aborted || (reason === 'change' && !(await this.loadNew(watch)))) return
      const isKicked = this.isKicked
      this.isKicked = false
      // A busy INBOX speaks up every second; the other folders need not be asked as often.
      owesLook = reason === 'change' && !isKicked && Date.now() - lookedAt < Math.min(deps.pollMs, LOOKS_APART_MS)
      if (owesLook) continue
      await look.look(isKicked)
      lookedAt = Date.now()
    }
  }

  /** Loads what is new in INBOX. Returns false where the mail client is off. */
  private async loadNew(watch: InboxWatch): Promise<boolean> {
    const end = await watch.loadNew()
    if (end.kind === 'off') this.stop()
    if (end.kind === 'stale') await watch.open()
    return end.kind !== 'off'
  }

  /** All folders that wait, on the one connection that the server allows; INBOX is open again afterwards. */
  private async workAlone(conversation: ImapConversation, watch: InboxWatch): Promise<void> {
    while (!this.abort.signal.aborted && (await passNext(this.fetchContext, conversation, false))) {
      await watch.open()
      await this.loadNew(watch)
    }
  }

  private async wait(watch: InboxWatch, ms: number): Promise<'change' | 'time'> {
    const reason = await watch.waitForChange(ms, (wake) => {
      this.wake = wake
      if (this.isKicked || this.abort.signal.aborted) wake()
    })
    this.wake = () => {}
    return reason
  }
}
