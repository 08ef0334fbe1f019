import { sql } from 'kysely'
import type { z } from 'zod'
import type { Transaction } from './database.ts'
import { StartError } from './start-error.ts'

/** What a job is: its name (`folder/verb`), what it is given and how often it is tried. Lives in `verb.job.ts`. */
export interface JobDeclaration<Payload> {
  name: string
  payload: z.ZodType<Payload>
  /** Tries in all; the pause after the n-th failure is e^n seconds, at most six hours. */
  retry: { attempts: number }
}

/** What a handler is told beside its payload. */
export interface JobRun {
  jobId: string
  /** 1 at the first try. */
  attempt: number
  isLastAttempt: boolean
  /** Aborted when the program is stopping and the job does not end by itself. */
  signal: AbortSignal
}

/** A declaration with what carries it out. Lives in `verb.run.ts`. */
export interface JobHandler {
  name: string
  /** Checks the payload by the declaration and runs. Throwing means: try again later. */
  run(payload: unknown, run: JobRun): Promise<void>
}

export interface EnqueueOptions {
  /** Jobs of one queue run one after another. */
  queue?: string
  /** A waiting job with this key is replaced; a running one is left alone and this one comes after it. */
  key?: string
  /** With `key`: the replaced job's time stays (the first wish counts, not the last). */
  keepRunAt?: boolean
  runAt?: Date
  /** Smaller runs first; 0 by default. */
  priority?: number
}

/** Declares a job. */
export function defineJob<Payload>(declaration: JobDeclaration<Payload>): JobDeclaration<Payload> {
  return declaration
}

/** Pairs a declaration with its handler. A handler may run twice for one job, after a crash: it must not mind. */
export function handleJob<Payload>(
  declaration: JobDeclaration<Payload>,
  run: (payload: Payload, run: JobRun) => Promise<void>,
): JobHandler {
  return { name: declaration.name, run: async (payload, context) => run(declaration.payload.parse(payload), context) }
}

/** Holds declarations against handlers at the start. Throws `JOB_PAIR_BROKEN` for a job with none or two of either. */
export function pairJobs(declarations: { name: string }[], handlers: JobHandler[]): Map<string, JobHandler> {
  const pairs = new Map(handlers.map((handler) => [handler.name, handler]))
  const problems = [
    ...findDoubles(declarations).map((name) => `${name} is declared twice`),
    ...findDoubles(handlers).map((name) => `${name} has two handlers`),
    ...declarations.filter(({ name }) => !pairs.has(name)).map(({ name }) => `${name} has no handler`),
    ...handlers
      .filter(({ name }) => !declarations.some((declaration) => declaration.name === name))
      .map(({ name }) => `${name} has a handler and no declaration`),
  ]
  if (problems.length > 0) throw new StartError('JOB_PAIR_BROKEN', `Jobs do not match: ${problems.join('; ')}.`)
  return pairs
}

/** Puts a job into the queue with the transaction: it starts after the commit, or never. */
export async function enqueue<Payload>(
  trx: Transaction,
  job: JobDeclaration<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<void> {
  const text = JSON.stringify(job.payload.parse(payload))
  await sql`select graphile_worker.add_job(
    ${job.name},
    ${text}::json,
    queue_name => ${options.queue ?? null},
    run_at => ${options.runAt ?? null},
    max_attempts => ${job.retry.attempts},
    job_key => ${options.key ?? null},
    priority => ${options.priority ?? null},
    flags => ${[job.name]}::text[],
    job_key_mode => ${options.keepRunAt ? 'preserve_run_at' : 'replace'})`.execute(trx)
}

function findDoubles(named: { name: string }[]): string[] {
  const names = named.map(({ name }) => name)
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}
