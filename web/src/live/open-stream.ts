import { apiBase } from '../api/api-client.ts'
import { createEventReader, type ServerEvent } from './read-event-stream.ts'

export interface StreamListener {
  onOpen(): void
  onEvent(event: ServerEvent): void
}

/** How a stream ended: the server is gone, or it wants a sign-in first. Never returns while the stream lives. */
export type StreamEnd = 'lost' | 'signed-out'

/** Longer than the server's heartbeat: a line that stays silent so long is dead, whatever the socket says. */
const silenceLimit = 45_000

/**
 * Reads the live events until the line breaks. Not an EventSource, because that cannot send Last-Event-ID for a line
 * that another tab has read before.
 */
export async function openStream(lastId: string, listener: StreamListener, signal: AbortSignal): Promise<StreamEnd> {
  const silence = new AbortController()
  let timer = setTimeout(() => silence.abort(), silenceLimit)
  try {
    const response = await fetch(`${apiBase}/events`, {
      headers: { accept: 'text/event-stream', ...(lastId === '' ? {} : { 'last-event-id': lastId }) },
      cache: 'no-store',
      signal: AbortSignal.any([signal, silence.signal]),
    })
    if (response.status === 401) return 'signed-out'
    if (!response.ok || !response.body) return 'lost'
    listener.onOpen()
    const read = createEventReader((event) => listener.onEvent(event))
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return 'lost'
      clearTimeout(timer)
      timer = setTimeout(() => silence.abort(), silenceLimit)
      read(value)
    }
  } catch {
    return 'lost'
  } finally {
    clearTimeout(timer)
  }
}
