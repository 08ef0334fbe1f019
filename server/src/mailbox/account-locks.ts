import pg from 'pg'
import { type DatabaseConnection, toClientConfig } from '../platform/database.ts'

/**
 * Which accounts this process serves, over all processes on the database: a lock of the session for each. When a process
 * dies its connection breaks, and the accounts are free at once; nobody has to wait for a lease to run out.
 */
export interface AccountLocks {
  /** False where another process serves the account. */
  take(accountId: string): Promise<boolean>
  release(accountId: string): Promise<void>
  close(): Promise<void>
}

/** Keeps these locks apart from other advisory locks on the database. */
const CLASS = 7_305_213n << 40n

/** Makes a host notice within a minute and a half that the other end has vanished without a word. */
const KEEP_ALIVE = 'set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 6'

/** Opens the connection that holds the locks. `onLost` is called once when it breaks: then no account is ours any more. */
export async function openAccountLocks(connection: DatabaseConnection, onLost: () => void): Promise<AccountLocks> {
  const client = new pg.Client(toClientConfig(connection, 'besedka-receiving'))
  client.on('error', () => {})
  await client.connect()
  let isClosing = false
  client.once('end', () => {
    if (!isClosing) onLost()
  })
  await client.query(KEEP_ALIVE)
  let last: Promise<unknown> = Promise.resolve()
  /** One question at a time. */
  const ask = <Row extends pg.QueryResultRow>(text: string, values: string[]): Promise<pg.QueryResult<Row>> => {
    const answer = last.then(() => client.query<Row>(text, values))
    last = answer.catch(() => {})
    return answer
  }
  const keyOf = (accountId: string) => (CLASS + BigInt(accountId)).toString()
  return {
    async take(accountId) {
      const { rows } = await ask<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [keyOf(accountId)])
      return rows[0]?.taken === true
    },
    async release(accountId) {
      await ask('select pg_advisory_unlock($1)', [keyOf(accountId)])
    },
    async close() {
      isClosing = true
      await last
      await client.end()
    },
  }
}
