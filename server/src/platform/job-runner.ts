import { EventEmitter } from 'node:events'
import {
  type Runner,
  run,
  type Task,
  type WorkerEvents,
  Logger as WorkerLogger,
  type WorkerPool,
} from 'graphile-worker'
import type pg from 'pg'
import { createPool, type DatabaseConnection } from './database.ts'
import type { JobHandler } from './jobs.ts'
import type { Logger } from './log.ts'
import { beat, describeWorkerNode, freeDeadWorkers, leave, type WorkerNode } from './worker-heartbeats.ts'

export interface JobRunnerOptions {
  connection: DatabaseConnection
  log: Logger
  /** From `pairJobs`. */
  handlers: Map<string, JobHandler>
  /** Jobs at the same time in this process. */
  concurrency: number
  /** Asked before each look into the queue: jobs that may not run now stay in the queue as they are. */
  mayRun?: (jobName: string) => boolean
  /** True where no other process can work on this database: then every lock found at the start is a dead one's. */
  isOnlyProcess: boolean
  /** Called once when the runner ends although nobody has stopped it; the process should go down. */
  onUnexpectedEnd: (error: unknown) => void
}

export interface JobRunner {
  /** Takes no new job, gives the running ones time to end, then interrupts them; those come again at the next start. */
  stop(): Promise<void>
}

const BEAT_INTERVAL_MS = 10_000
const ABORT_AFTER_MS = 5_000
/** A job that does not heed the interruption is given up, and comes again. */
const GIVE_UP_AFTER_MS = 15_000
/** Notifications start jobs at once; the poll finds delayed ones and those that were held. */
const POLL_INTERVAL_MS = 1_000
/**
 * One connection listens, the other does everything else in turn: a finished job is then off its queue before the next
 * look, which otherwise finds the queue still taken and waits for the poll.
 */
const POOL_SIZE = 2

/** Runs jobs until stopped. First frees what dead processes hold, and does so again every ten seconds. */
export async function startJobRunner(options: JobRunnerOptions): Promise<JobRunner> {
  const { connection, log, mayRun, handlers } = options
  const pool = createPool({ connection, log, poolSize: POOL_SIZE, name: 'besedka-jobs' })
  const node = await describeWorkerNode()
  await freeDeadWorkers(pool, node, options.isOnlyProcess)
  const workers: WorkerPool[] = []
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => workers.push(workerPool))
  const runner = await run({
    pgPool: pool,
    taskList: Object.fromEntries([...handlers.values()].map((handler) => [handler.name, toTask(handler, log)])),
    concurrency: options.concurrency,
    pollInterval: POLL_INTERVAL_MS,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: ABORT_AFTER_MS,
    logger: createWorkerLogger(log),
    parsedCronItems: [],
    events,
    ...(mayRun && { forbiddenFlags: () => [...handlers.keys()].filter((name) => !mayRun(name)) }),
  })
  const lockNames = workers.map((worker) => worker.id)
  await beat(pool, node, lockNames)
  const timer = keepBeating(pool, node, lockNames, log)
  let isWanted = true
  const end = (error: unknown) => {
    if (isWanted) options.onUnexpectedEnd(error)
  }
  runner.promise.then(() => end(new Error('the job runner ended')), end)
  const stop = async () => {
    isWanted = false
    clearInterval(timer)
    await stopRunner(runner, workers)
    // The library does not wait for its last words about interrupted jobs; they stand before this one in the line.
    await leave(pool, node)
    await pool.end()
  }
  return { stop }
}

async function stopRunner(runner: Runner, workers: WorkerPool[]): Promise<void> {
  const giveUp = setTimeout(() => {
    for (const worker of workers) void worker.forcefulShutdown('the program is stopping')
  }, GIVE_UP_AFTER_MS)
  await runner.stop()
  clearTimeout(giveUp)
}

function toTask(handler: JobHandler, log: Logger): Task {
  return async (payload, helpers) => {
    const { id: jobId, attempts: attempt, max_attempts: attempts } = helpers.job
    const started = performance.now()
    const jobLog = log.child({ job: handler.name, jobId, attempt })
    try {
      const isLastAttempt = attempt >= attempts
      await handler.run(payload, { jobId, attempt, isLastAttempt, signal: helpers.abortSignal })
      jobLog.debug({ ms: Math.round(performance.now() - started) }, 'job done')
    } catch (error) {
      if (attempt >= attempts) jobLog.error({ err: error }, 'job failed for the last time, a person has to look')
      else jobLog.warn({ err: error }, 'job failed and is tried again later')
      throw error
    }
  }
}

function keepBeating(pool: pg.Pool, node: WorkerNode, lockNames: string[], log: Logger): NodeJS.Timeout {
  const turn = async () => {
    await beat(pool, node, lockNames)
    const freed = await freeDeadWorkers(pool, node, false)
    if (freed > 0) log.warn({ workers: freed }, 'took jobs over from dead workers')
  }
  return setInterval(() => {
    turn().catch((error: unknown) => log.warn({ err: error }, 'the heartbeat of the job runner failed'))
  }, BEAT_INTERVAL_MS)
}

/** The library's own lines, but those about single jobs: these are ours, and its repeat the message of the error. */
function createWorkerLogger(log: Logger): WorkerLogger {
  return new WorkerLogger((scope) => (level, message) => {
    if (scope.jobId !== undefined || level === 'debug' || level === 'info') return
    log[level === 'warning' ? 'warn' : 'error']({ worker: scope.workerId }, message)
  })
}
