import { EventEmitter } from 'node:events'
import { run, type Task, type WorkerEvents, Logger as WorkerLogger } from 'graphile-worker'
import type pg from 'pg'
import type { JobHandler } from './jobs.ts'
import type { Logger } from './log.ts'
import { beat, describeWorkerNode, freeDeadWorkers, leave, type WorkerNode } from './worker-heartbeats.ts'

export interface JobRunnerOptions {
  pool: pg.Pool
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
/** Notifications start jobs at once; the poll finds delayed ones and those that were held. */
const POLL_INTERVAL_MS = 1_000

/** Runs jobs until stopped. First frees what dead processes hold, and does so again every ten seconds. */
export async function startJobRunner(options: JobRunnerOptions): Promise<JobRunner> {
  const { pool, log, mayRun, handlers } = options
  const node = await describeWorkerNode()
  await freeDeadWorkers(pool, node, options.isOnlyProcess)
  const workerIds: string[] = []
  const events: WorkerEvents = new EventEmitter()
  events.on('worker:create', ({ worker }) => workerIds.push(worker.workerId))
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
  await beat(pool, node, workerIds)
  const timer = keepBeating(pool, node, workerIds, log)
  let isWanted = true
  const end = (error: unknown) => {
    if (isWanted) options.onUnexpectedEnd(error)
  }
  runner.promise.then(() => end(new Error('the job runner ended')), end)
  const stop = async () => {
    isWanted = false
    clearInterval(timer)
    await runner.stop()
    await leave(pool, node)
  }
  return { stop }
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

function keepBeating(pool: pg.Pool, node: WorkerNode, workerIds: string[], log: Logger): NodeJS.Timeout {
  const turn = async () => {
    await beat(pool, node, workerIds)
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
