import { sql } from 'kysely'
import type pg from 'pg'
import { handleJob, type JobHandler } from '../platform/jobs.ts'
import { forgetLetters } from './forget-letters.job.ts'
import { letterTransaction } from './ingest/letter-transaction.ts'
import { isUnused } from './ingest/unused-message.ts'

/** Letters looked at while others wait to be stored. */
const AT_ONCE = 2_000

/**
 * Goes through all letters, a few at a time, and deletes those that nothing refers to, with their sources. While it does,
 * no batch is stored: one that has just found a letter to be here already must not lose it.
 */
export function forgetLettersHandler(pool: pg.Pool): JobHandler {
  return handleJob(forgetLetters, async (_payload, { signal }) => {
    for (let after: string | null = '0'; after !== null && !signal.aborted; ) after = await forgetBehind(pool, after)
    signal.throwIfAborted()
  })
}

/** Returns the last id that was looked at, null at the end. */
function forgetBehind(pool: pg.Pool, after: string): Promise<string | null> {
  return letterTransaction(pool, async ({ trx }) => {
    const { rows } = await sql<{ last: string | null }>`
      with looked as (select id from messages where id > ${after} order by id limit ${AT_ONCE}), dropped as (
        delete from messages m using looked where m.id = looked.id and ${isUnused}
      )
      select max(id) as last from looked`.execute(trx)
    return rows[0]?.last ?? null
  })
}
