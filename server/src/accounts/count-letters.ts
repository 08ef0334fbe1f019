import { chooseFolders } from '@besedka/mail/choose-folders'
import type { ListResponse } from 'imapflow'
import type { Outcome } from '../platform/app-error.ts'
import type { Dialler } from '../platform/dialler.ts'
import type { IncomingConnection } from './account-connection.ts'
import { codedFailure } from './coded-failure.ts'
import { inTime } from './in-time.ts'
import { openImap } from './open-imap.ts'
import { openPop3 } from './open-pop3.ts'

/** How many letters lie on the server in the folders that receiving would load. */
export interface LettersThere {
  letters: number
  folders: { path: string; letters: number }[]
}

export type CountLetters = (incoming: IncomingConnection) => Promise<Outcome<LettersThere>>

/** Logs in once and asks for the numbers alone; nothing is opened or marked. */
export function createLetterCount(dialler: Dialler): CountLetters {
  return async (incoming) => {
    if (incoming.protocol === 'pop3') return countOverPop3(dialler, incoming)
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

async function countOverPop3(dialler: Dialler, incoming: IncomingConnection): Promise<Outcome<LettersThere>> {
  const opened = await openPop3(dialler, incoming)
  if (!opened.ok) return opened
  try {
    const letters = (await opened.value.sizes()).size
    await opened.value.quit()
    return { ok: true, value: { letters, folders: [{ path: 'INBOX', letters }] } }
  } catch (error) {
    opened.value.close()
    return { ok: false, error: codedFailure(error, incoming.host) }
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
