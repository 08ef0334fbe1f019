import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** Runs one COPY FROM STDIN and waits until the server has taken it. Rejects with the server's error. */
export function copyIn(client: pg.ClientBase, statement: string, pieces: readonly Uint8Array[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = client.query(copyFrom(statement))
    stream.once('finish', resolve)
    stream.once('error', reject)
    for (const piece of pieces) stream.write(piece)
    stream.end()
  })
}
