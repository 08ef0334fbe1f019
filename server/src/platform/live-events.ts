import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type DatabaseConnection, toClientConfig } from './database.ts'
import { LIVE_CHANNEL, type LiveEvent } from './live.ts'
import type { Logger } from './log.ts'

/** An event as this process has received it. Its id is chance: a number would tell how much happens to others. */
export interface ReceivedEvent extends LiveEvent {
  id: string
}

export interface LiveListener {
  onEvent(event: ReceivedEvent): void
  /** Events may have been missed: everything shown has to be looked up again. */
  onGap(): void
}

export interface LiveEvents {
  /**
   * Calls the listener for every event from now on. With `lastEventId` it first gets, before this returns, what has
   * happened since that event, or `onGap` where that is no longer known. Returns how to end it.
   */
  subscribe(listener: LiveListener, lastEventId?: string): () => void
  stop(): Promise<void>
}

interface LiveOptions {
  connection: DatabaseConnection
  log: Logger
}

/** How many events a reader may have slept through and still catch up. */
const MEMORY = 1_000
const RECONNECT_MS = [100, 500, 1_000, 2_000, 5_000]
const ALIVE_CHECK_MS = 30_000

/**
 * Listens on one connection of its own for all readers of this process. When it breaks it is made again, and every
 * listener learns of the gap. Resolves when the first connection listens.
 */
export async function startLiveEvents({ connection, log }: LiveOptions): Promise<LiveEvents> {
  const fanOut = createFanOut()
  let client: pg.Client | undefined
  let isStopping = false
  let retry: NodeJS.Timeout | undefined

  const connect = async () => {
    const next = new pg.Client(toClientConfig(connection, 'besedka-live'))
    next.on('notification', ({ payload }) => fanOut.receive(payload ?? ''))
    next.on('error', () => {})
    await next.connect()
    await next.query(`listen ${LIVE_CHANNEL}`)
    if (isStopping) return next.end()
    client = next
    next.once('end', () => {
      if (!isStopping) reconnect(0)
    })
  }
  const reconnect = (attempt: number) => {
    client = undefined
    if (attempt === 0) log.warn('the connection for live events broke')
    retry = setTimeout(
      () => {
        connect().then(fanOut.breakOff, () => reconnect(attempt + 1))
      },
      RECONNECT_MS[Math.min(attempt, RECONNECT_MS.length - 1)],
    )
  }
  await connect()
  // A connection cut in silence shows only when something is written to it.
  const aliveCheck = setInterval(() => void client?.query('select 1').catch(() => client?.end()), ALIVE_CHECK_MS)

  const stop = async () => {
    isStopping = true
    clearTimeout(retry)
    clearInterval(aliveCheck)
    await client?.end()
  }
  return { subscribe: fanOut.subscribe, stop }
}

/** The memory of recent events and the readers; knows no connection. */
export function createFanOut() {
  const listeners = new Set<LiveListener>()
  let recent: ReceivedEvent[] = []

  const receive = (payload: string) => {
    const event = JSON.parse(payload) as LiveEvent
    const received = { id: randomUUID(), ...event }
    recent.push(received)
    if (recent.length > MEMORY) recent.shift()
    for (const listener of listeners) listener.onEvent(received)
  }
  const breakOff = () => {
    recent = []
    for (const listener of listeners) listener.onGap()
  }
  const subscribe = (listener: LiveListener, lastEventId?: string) => {
    if (lastEventId !== undefined) {
      const missed = findMissed(lastEventId)
      if (missed === undefined) listener.onGap()
      else for (const event of missed) listener.onEvent(event)
    }
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }
  const findMissed = (lastEventId: string): ReceivedEvent[] | undefined => {
    const last = recent.findLastIndex(({ id }) => id === lastEventId)
    return last < 0 ? undefined : recent.slice(last + 1)
  }
  return { receive, breakOff, subscribe }
}
