import type { StreamStart } from './keep-stream.ts'
import type { ServerEvent } from './read-event-stream.ts'

/** `connecting` until the first word, then as the stream is. */
export type LiveState = 'connecting' | 'live' | 'lost'

export type TabMessage =
  | { kind: 'event'; event: ServerEvent }
  | { kind: 'state'; state: LiveState; lastId: string }
  | { kind: 'hello' }
  | { kind: 'signed-out' }

export interface TabChannel {
  post(message: TabMessage): void
  onMessage(listener: (message: TabMessage) => void): void
  close(): void
}

export interface RelayParts {
  /** Resolves `lead` once this tab holds the lock, and gives it back when `lead` ends. Absent: every tab leads itself. */
  lock: ((lead: () => Promise<void>, signal: AbortSignal) => Promise<void>) | null
  channel: TabChannel | null
  /** Runs the stream until the signal; see keep-stream.ts. */
  stream(listener: RelayStream, start: StreamStart, signal: AbortSignal): Promise<void>
  onEvent(event: ServerEvent): void
  onState(state: LiveState): void
  onSignedOut(): void
}

export interface RelayStream {
  onEvent(event: ServerEvent): void
  onState(state: 'live' | 'lost'): void
  onSignedOut(): void
}

/**
 * One stream for all tabs of a browser (a server speaks to a browser over six connections at most): the tab that holds
 * the lock reads it and passes every event on; when it closes, the next tab goes on after the last event that it heard.
 * Returns the function that ends this tab's share.
 */
export function startRelay(parts: RelayParts): () => void {
  const stop = new AbortController()
  let state: LiveState = 'connecting'
  let lastId = ''
  let isLeading = false

  const setState = (next: LiveState) => {
    state = next
    parts.onState(next)
  }
  const take = (event: ServerEvent) => {
    if (event.id !== '') lastId = event.id
    parts.onEvent(event)
  }
  const share = (message: TabMessage) => parts.channel?.post(message)

  parts.channel?.onMessage((message) => {
    if (message.kind === 'hello' && isLeading) share({ kind: 'state', state, lastId })
    if (message.kind === 'signed-out') parts.onSignedOut()
    if (isLeading) return
    if (message.kind === 'event') take(message.event)
    if (message.kind === 'state') {
      if (lastId === '') lastId = message.lastId
      setState(message.state)
    }
  })
  share({ kind: 'hello' })

  const lead = async () => {
    if (stop.signal.aborted) return
    isLeading = true
    const listener: RelayStream = {
      onEvent: (event) => {
        take(event)
        share({ kind: 'event', event })
      },
      onState: (next) => {
        setState(next)
        share({ kind: 'state', state: next, lastId })
      },
      onSignedOut: () => {
        share({ kind: 'signed-out' })
        parts.onSignedOut()
      },
    }
    await parts.stream(listener, { after: lastId, isSuccessor: state !== 'connecting' }, stop.signal)
  }
  void (parts.lock && parts.channel ? parts.lock(lead, stop.signal) : lead())

  return () => {
    stop.abort()
    parts.channel?.close()
  }
}
