import { type LiveEvent, liveEvent } from '@besedka/contract/events'
import type { ApiCaller } from './api-caller.ts'
import { eventually } from './eventually.ts'

/** Everything `GET /events` has said so far. */
export interface EventListener {
  events: readonly LiveEvent[]
  /** The first event so far, or to come, that fits. */
  until(fits: (event: LiveEvent) => boolean): Promise<LiveEvent>
  close(): void
}

/** Listens as a program would; resolves when the stream is open. */
export async function listenToEvents(origin: string, caller: ApiCaller): Promise<EventListener> {
  const stop = new AbortController()
  const answer = await fetch(`${origin}/api/v1/events`, { headers: caller.headers, signal: stop.signal })
  if (!answer.ok || answer.body === null) throw new Error(`the event stream answered ${answer.status}`)
  const events: LiveEvent[] = []
  void collect(answer.body, events).catch(() => undefined)
  return {
    events,
    until: (fits) =>
      eventually(() => {
        const found = events.find(fits)
        if (found === undefined) throw new Error(`no such event among ${events.map(({ type }) => type).join(', ')}`)
        return found
      }),
    close: () => stop.abort(),
  }
}

async function collect(body: ReadableStream<Uint8Array>, events: LiveEvent[]): Promise<void> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1]
      if (data !== undefined) events.push(liveEvent.parse(JSON.parse(data)))
    }
  }
}
