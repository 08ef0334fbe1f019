import { Readable } from 'node:stream'
import { liveEvent, type LiveEvent as WireEvent } from '@besedka/contract/events'
import type { StreamBinding } from './http-binding.ts'
import type { RequestContext, Visitor } from './http-context.ts'
import type { LiveEvent } from './live.ts'
import type { LiveEvents, ReceivedEvent } from './live-events.ts'
import type { Logger } from './log.ts'

export interface EventStreamDeps {
  live: LiveEvents
  log: Logger
  /** Audience keys of a visitor as of now: what he may read, himself, everyone. */
  keysOf(visitor: Visitor): Promise<ReadonlySet<string>>
  /** Whether every reader's keys are to be looked up again after the event. */
  changesKeys(event: LiveEvent): boolean
  /** Topics after which those concerned are asked for their sign-in again. */
  changesSignIn: ReadonlySet<string>
  heartbeatMs?: number
}

export interface EventStreams extends StreamBinding {
  /** How many browsers listen. */
  count(): number
  /** Whether any of them hears events with this audience key. */
  isHeard(audience: string): boolean
  /** Ends all streams; browsers come back by themselves, to whoever answers then. */
  closeAll(): void
}

const HEARTBEAT_MS = 15_000
const RETRY_MS = 2_000
/** A reader that lets so many characters lie is cut off and catches up when it comes back. */
const UNREAD_LIMIT = 256 * 1024

/**
 * `GET /events`: what changed, in the form of the contract, for those whose keys meet the audience. `Last-Event-ID` catches
 * up or answers `refresh`. The stream ends when its proof is not valid any more.
 */
export function createEventStreams(deps: EventStreamDeps): EventStreams {
  const open = new Set<OpenStream>()
  const stream: StreamBinding['stream'] = (context, { headers }) => {
    const opened = openStream(deps, context, headers['last-event-id'])
    const { body } = opened
    open.add(opened)
    body.once('close', () => open.delete(opened))
    const noBuffering = { 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' }
    return { headers: { 'content-type': 'text/event-stream; charset=utf-8', ...noBuffering }, body }
  }
  const closeAll = () => {
    for (const { end } of open) end()
  }
  const isHeard = (audience: string) => [...open].some(({ hears }) => hears(audience))
  return { stream, count: () => open.size, isHeard, closeAll }
}

interface OpenStream {
  body: Readable
  hears(audience: string): boolean
  end(): void
}

function openStream(deps: EventStreamDeps, context: RequestContext, lastEventId: string | undefined): OpenStream {
  const { live, keysOf, changesKeys, changesSignIn, log } = deps
  const body = new Readable({ read: () => {} })
  let visitor = context.visitor
  let keys: ReadonlySet<string> = new Set()
  let turn: Promise<void> = Promise.resolve()

  let isEnded = false
  const end = () => {
    if (isEnded || body.destroyed) return
    isEnded = true
    body.push(null)
  }
  const write = (text: string) => {
    if (isEnded || body.destroyed) return
    body.push(text)
    if (body.readableLength > UNREAD_LIMIT) body.destroy()
  }
  const lookAgain = async () => {
    visitor = await context.recheck()
    if (visitor === undefined) end()
    else keys = await keysOf(visitor)
  }
  const tell = async (event: ReceivedEvent) => {
    if (isEnded || body.destroyed) return
    const isConcerned = () => event.audience.some((key) => keys.has(key))
    const wasConcerned = isConcerned()
    if (changesKeys(event) || (changesSignIn.has(event.topic) && wasConcerned)) await lookAgain()
    // Who could read what is gone has to hear that it is gone.
    if (visitor === undefined || !(wasConcerned || isConcerned())) return
    const wire = toWire(event)
    if (wire !== undefined) write(renderEvent(wire, event.id))
  }
  // One after another: an event that changes rights is settled before the next one is judged.
  const inTurn = (work: () => Promise<void> | void) => {
    turn = turn.then(work).catch((error: unknown) => {
      log.warn({ err: error }, 'an event stream broke')
      body.destroy()
    })
  }

  write(`retry: ${RETRY_MS}\n\n`)
  // Listening begins before the first look: nothing that happens meanwhile is missed.
  inTurn(lookAgain)
  const unsubscribe = live.subscribe(
    {
      onEvent: (event) => inTurn(() => tell(event)),
      onGap: () => inTurn(() => write(renderEvent({ type: 'refresh' }))),
    },
    lastEventId,
  )
  const heartbeat = setInterval(() => {
    write(': still here\n\n')
    inTurn(lookAgain)
  }, deps.heartbeatMs ?? HEARTBEAT_MS)
  body.once('close', () => {
    clearInterval(heartbeat)
    unsubscribe()
  })
  return { body, end, hears: (audience) => keys.has(audience) }
}

/** An event as the contract knows it; undefined for those that only the server itself listens to. */
function toWire(event: ReceivedEvent): WireEvent | undefined {
  if ('refresh' in event.data) return { type: 'refresh' }
  return liveEvent.safeParse({ type: event.topic, ...event.data }).data
}

function renderEvent(event: WireEvent, id?: string): string {
  return `${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(event)}\n\n`
}
