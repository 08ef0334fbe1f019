import { chooseFolders } from '@besedka/mail/choose-folders'
import type { ListResponse } from 'imapflow'
import { AppError, type Outcome } from '../platform/app-error.ts'
import type { Dialler } from '../platform/dialler.ts'
import type { IncomingConnection } from './account-connection.ts'
import { codedFailure } from './coded-failure.ts'
import { inTime } from './in-time.ts'
import { openImap } from './open-imap.ts'

/** How many letters lie on the server in the folders that receiving would load. */
export interface LettersThere {
  letters: number
  folders: { path: string; letters: number }[]
}

export type CountLetters = (incoming: IncomingConnection) => Promise<Outcome<LettersThere>>

/** Logs in once and asks for the numbers alone; nothing is opened or marked. */
export function createLetterCount(dialler: Dialler): CountLetters {
  return async (incoming) => {
    if (incoming.protocol !== 'imap') {
      return { ok: false, error: new AppError('PROTOCOL_NOT_READY', { host: incoming.host }) }
    }
    const opened = await openImap(dialler, incoming)
    if (!opened.ok) return opened
    const client = opened.value
    try {
      // The library asks folder by folder where the server has no LIST-STATUS (RFC 5819): that takes its time.
      const listed = await inTime(client, 4 * incoming.timeoutMs, () =>
        client.list({ statusQuery: { messages: true } }),
      )
      return { ok: true, value: addUp(listed) }
    } catch (error) {
      return { ok: false, error: codedFailure(error, incoming.host) }
    } finally {
      client.close()
    }
  }
}

function addUp(listed: readonly ListResponse[]): LettersThere {
  const byPath = new Map(listed.map((entry) => [entry.path, entry]))
  const chosen = chooseFolders(
    [...byPath.values()].map(({ path, delimiter, flags, subscribed }) => ({
      path,
      delimiter: delimiter || null,
      attributes: [...flags],
      subscribed,
    })),
  )
  const folders = chosen
    .filter(({ load }) => load)
    .map(({ path }) => ({ path, letters: byPath.get(path)?.status?.messages ?? 0 }))
  return { letters: folders.reduce((sum, { letters }) => sum + letters, 0), folders }
}
