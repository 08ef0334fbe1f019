import { Worker } from 'node:worker_threads'
import type { PreparedBatch } from './letter-batch.ts'
import type { PrepareRequest } from './prepare-letters.ts'

export interface PrepareTask {
  readonly number: number
  readonly request: PrepareRequest
}

export type PrepareAnswer =
  | { readonly number: number; readonly batch: PreparedBatch; readonly failure?: never }
  | { readonly number: number; readonly failure: string; readonly batch?: never }

/** The letters were too much for the thread that parses: it threw, died, ran out of memory or of time. */
export class PreparationError extends Error {
  override readonly name = 'PreparationError'
}

export interface PrepareThread {
  /** Rejects with PreparationError; the bytes of the request stay with the caller. */
  prepare(request: PrepareRequest, urgent: boolean): Promise<PreparedBatch>
  stop(): Promise<void>
}

interface Waiting extends PrepareTask {
  resolve(batch: PreparedBatch): void
  reject(error: Error): void
}

/** The next task lies ready when one ends, and an urgent one waits for no more than two. */
const POSTED_AT_ONCE = 2
const HEAP = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 48 }

/**
 * One thread for all accounts. It is made when the first letters come and made anew after it died or exceeded
 * `limitMs` with one task; the tasks behind that one are given to the new thread.
 */
export function createPrepareThread(
  limitMs = 30_000,
  script = new URL('./prepare-worker.ts', import.meta.url),
): PrepareThread {
  const urgentOnes: Waiting[] = []
  const others: Waiting[] = []
  let posted: Waiting[] = []
  let worker: Worker | undefined
  let timer: NodeJS.Timeout | undefined
  let lastNumber = 0

  const post = () => {
    while (posted.length < POSTED_AT_ONCE) {
      const next = urgentOnes.shift() ?? others.shift()
      if (next === undefined) return
      posted.push(next)
      worker ??= start()
      worker.postMessage({ number: next.number, request: next.request })
      if (posted.length === 1) watch()
    }
  }
  const watch = () => {
    clearTimeout(timer)
    if (posted.length > 0) timer = setTimeout(() => replace('time'), limitMs)
  }
  const start = () => {
    const started = new Worker(script, { resourceLimits: HEAP })
    started.on('message', (answer: PrepareAnswer) => receive(answer))
    started.once('error', (error) => {
      if (started === worker) replace(error.name)
    })
    started.once('exit', () => {
      if (started === worker) replace('exit')
    })
    return started
  }
  const receive = (answer: PrepareAnswer) => {
    const [task, ...rest] = posted
    if (task?.number !== answer.number) return
    posted = rest
    if (answer.batch !== undefined) task.resolve(answer.batch)
    else task.reject(new PreparationError(answer.failure))
    watch()
    post()
  }
  const replace = (reason: string) => {
    const old = worker
    worker = undefined
    clearTimeout(timer)
    void old?.terminate()
    const [guilty, ...innocent] = posted
    posted = []
    others.unshift(...innocent)
    guilty?.reject(new PreparationError(reason))
    post()
  }

  return {
    prepare: (request, urgent) =>
      new Promise((resolve, reject) => {
        lastNumber += 1
        const queue = urgent ? urgentOnes : others
        queue.push({ number: lastNumber, request, resolve, reject })
        post()
      }),
    async stop() {
      const old = worker
      worker = undefined
      clearTimeout(timer)
      const left = [...posted, ...urgentOnes.splice(0), ...others.splice(0)]
      posted = []
      for (const task of left) task.reject(new PreparationError('stopped'))
      await old?.terminate()
    },
  }
}
