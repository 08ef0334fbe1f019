import type { StreamEnd, StreamListener } from './open-stream.ts'
import type { ServerEvent } from './read-event-stream.ts'

export interface KeptStream {
  open(lastId: string, listener: StreamListener, signal: AbortSignal): Promise<StreamEnd>
  wait(milliseconds: number, signal: AbortSignal): Promise<void>
  onEvent(event: ServerEvent): void
  onState(state: 'live' | 'lost'): void
  onSignedOut(): void
}

/** The first try comes at once, the later ones ever more slowly, with a share of chance so that not all come together. */
export function pauseBefore(attempt: number, chance: number): number {
  if (attempt <= 1) return 300
  return Math.min(15_000, 500 * 2 ** (attempt - 1)) * (0.7 + 0.6 * chance)
}

export interface StreamStart {
  /** The last event that was heard, by this tab or by the leader before it; empty where none was. */
  after: string
  /** Something may have been missed before: the stream had another reader. */
  isSuccessor: boolean
}

/** Without an id to go on from, whatever was shown may be out of date. */
const refresh: ServerEvent = { id: '', data: '{"type":"refresh"}' }

/** Keeps one stream open until it is stopped, going on after the last event that was seen. */
export async function keepStream(stream: KeptStream, start: StreamStart, signal: AbortSignal): Promise<void> {
  let lastId = start.after
  let hasGap = start.isSuccessor
  let attempt = 0
  while (!signal.aborted) {
    const end = await stream.open(
      lastId,
      {
        onOpen: () => {
          attempt = 0
          stream.onState('live')
          if (hasGap && lastId === '') stream.onEvent(refresh)
          hasGap = true
        },
        onEvent: (event) => {
          if (event.id !== '') lastId = event.id
          stream.onEvent(event)
        },
      },
      signal,
    )
    if (signal.aborted) return
    if (end === 'signed-out') return stream.onSignedOut()
    attempt++
    if (attempt > 1) stream.onState('lost')
    await stream.wait(pauseBefore(attempt, Math.random()), signal)
  }
}
