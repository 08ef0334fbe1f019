import type { LiveEvent } from '@besedka/contract/events'
import { eventually } from '../platform/testing/eventually.ts'
import type { TestClient } from './test-client.ts'

/** An open event stream as a browser sees it. */
export interface EventReader {
  events: LiveEvent[]
  /** Resolves when an event of this type has come, with the id under which it came. */
  until(type: LiveEvent['type']): Promise<string | undefined>
  /** Resolves when the server ends the stream. */
  ended: Promise<void>
  /** Everything that came, comments too. */
  text(): string
  close(): Promise<void>
}

export async function readEvents(client: TestClient, lastEventId?: string): Promise<EventReader> {
  const abort = new AbortController()
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
  const answer = await client.fetch('/api/v1/events', { headers, signal: abort.signal })
  if (!answer.ok || answer.body === null) throw new Error(`the stream did not open: ${answer.status}`)
  const events: LiveEvent[] = []
  const ids = new Map<LiveEvent, string>()
  let text = ''
  let unread = ''
  const take = (chunk: string) => {
    text += chunk
    const blocks = `${unread}${chunk}`.split('\n\n')
    unread = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1]
      if (data === undefined) continue
      const event = JSON.parse(data) as LiveEvent
      events.push(event)
      const id = /^id: (.*)$/m.exec(block)?.[1]
      if (id !== undefined) ids.set(event, id)
    }
  }
  const { body } = answer
  const ended = (async () => {
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) take(chunk)
  })()
  ended.catch(() => {})
  return {
    events,
    ended,
    text: () => text,
    until: (type) =>
      eventually(() => {
        const found = events.findLast((event) => event.type === type)
        if (found === undefined) throw new Error(`no ${type} has come: ${text}`)
        return ids.get(found)
      }),
    close: async () => {
      abort.abort()
      await ended.catch(() => {})
    },
  }
}
