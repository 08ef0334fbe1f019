import { sql } from 'kysely'
import type { Transaction } from './database.ts'

/**
 * Something has changed and who may know. `audience` holds opaque keys; whoever passes events on compares them with
 * the keys of his reader. `data` holds ids and counts, never content: a reader fetches what he may see.
 */
export interface LiveEvent {
  topic: string
  audience: string[]
  data: Record<string, string | number | string[]>
}

export const LIVE_CHANNEL = 'besedka_live'

/** The audience key that every reader has. */
export const EVERYONE = 'everyone'

/** PostgreSQL refuses a notification of 8,000 bytes or more. */
const PAYLOAD_LIMIT = 7_900

/** Announces the event to all processes when the transaction commits, and never if it does not. */
export async function publish(trx: Transaction, event: LiveEvent): Promise<void> {
  for (const payload of splitEvent(event)) await sql`select pg_notify(${LIVE_CHANNEL}, ${payload})`.execute(trx)
}

/**
 * Notification texts for an event, each within the limit: long lists are divided over several. What cannot be divided
 * becomes `{"refresh": 1}` for the same topic and audience: look again, whatever it was.
 */
export function splitEvent(event: LiveEvent): string[] {
  const text = JSON.stringify(event)
  if (Buffer.byteLength(text) <= PAYLOAD_LIMIT) return [text]
  const [longest] = Object.entries(event.data)
    .filter((entry): entry is [string, string[]] => Array.isArray(entry[1]) && entry[1].length > 1)
    .sort((a, b) => b[1].length - a[1].length)
  if (longest !== undefined) {
    const [name, list] = longest
    return halve(list).flatMap((half) => splitEvent({ ...event, data: { ...event.data, [name]: half } }))
  }
  if (event.audience.length > 1) return halve(event.audience).flatMap((audience) => splitEvent({ ...event, audience }))
  if ('refresh' in event.data) throw new Error(`the event ${event.topic.slice(0, 40)} is too long to announce`)
  return splitEvent({ ...event, data: { refresh: 1 } })
}

function halve<Item>(list: Item[]): [Item[], Item[]] {
  const middle = Math.ceil(list.length / 2)
  return [list.slice(0, middle), list.slice(middle)]
}
