import { Worker } from 'node:worker_threads'
import { AppError } from '../../platform/app-error.ts'
import type { PreparedBatch } from './letter-batch.ts'
import type { PrepareRequest } from './prepare-letters.ts'

export interface PrepareTask {
  readonly number: number
  readonly request: PrepareRequest
}

export type PrepareAnswer =
  | { readonly number: number; readonly batch: PreparedBatch; readonly failure?: never }
  | { readonly number: number; readonly failure: string; readonly batch?: never }

/** What the thread says first: its program is loaded. */
export const READY = 'ready'

/** The letters were too much for the thread that parses: it threw, died, ran out of memory or of time. */
export class PreparationError extends Error {
  override readonly name = 'PreparationError'
}

interface Waiting extends PrepareTask {
  resolve(batch: PreparedBatch): void
  reject(error: Error): void
}

interface ThreadOptions {
  /** For one task; 30 s. */
  limitMs?: number | undefined
  script?: URL | undefined
}

const LIMIT_MS = 30_000
/** Longer than that no machine takes to load a program. */
const START_MS = 60_000
/** The next task lies ready when one ends, and an urgent one waits for no more than two. */
const POSTED_AT_ONCE = 2
const HEAP = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 }

/**
 * One thread for all accounts. It is made when the first letters come, and made anew after it died or took too long for
 * one task; the tasks behind that one are given to the new thread.
 */
export class PrepareThread {
  private readonly limitMs: number
  private readonly script: URL
  private readonly urgentOnes: Waiting[] = []
  private readonly others: Waiting[] = []
  private posted: Waiting[] = []
  private worker: Worker | undefined
  private isReady = false
  private timer: NodeJS.Timeout | undefined
  private lastNumber = 0

  constructor({ limitMs, script }: ThreadOptions) {
    this.limitMs = limitMs ?? LIMIT_MS
    this.script = script ?? new URL('./prepare-worker.ts', import.meta.url)
  }

  /** Rejects with PreparationError where the letters are to blame; their bytes stay with the caller. */
  prepare(request: PrepareRequest, urgent: boolean): Promise<PreparedBatch> {
    return new Promise((resolve, reject) => {
      this.lastNumber += 1
      const queue = urgent ? this.urgentOnes : this.others
      queue.push({ number: this.lastNumber, request, resolve, reject })
      this.post()
    })
  }

  async stop(): Promise<void> {
    const old = this.worker
    this.worker = undefined
    clearTimeout(this.timer)
    const left = [...this.posted, ...this.urgentOnes.splice(0), ...this.others.splice(0)]
    this.posted = []
    for (const task of left) task.reject(new AppError('UNEXPECTED', { reason: 'stopped' }))
    await old?.terminate()
  }

  private post(): void {
    while (this.posted.length < POSTED_AT_ONCE) {
      const next = this.urgentOnes.shift() ?? this.others.shift()
      if (next === undefined) return
      this.posted.push(next)
      this.worker ??= this.start()
      this.worker.postMessage({ number: next.number, request: next.request })
      if (this.posted.length === 1) this.watch()
    }
  }

  private start(): Worker {
    const started = new Worker(this.script, { resourceLimits: HEAP })
    const isOurs = () => started === this.worker
    this.isReady = false
    started.on('message', (answer: PrepareAnswer | typeof READY) => {
      if (isOurs()) this.receive(answer)
    })
    started.once('error', (error: unknown) => {
      if (isOurs()) this.replace(error instanceof Error ? error.name : 'error')
    })
    started.once('exit', () => {
      if (isOurs()) this.replace('exit')
    })
    return started
  }

  private watch(): void {
    clearTimeout(this.timer)
    if (this.posted.length === 0) return
    this.timer = setTimeout(() => this.replace('time'), this.isReady ? this.limitMs : START_MS)
  }

  private receive(answer: PrepareAnswer | typeof READY): void {
    if (answer === READY) this.isReady = true
    else {
      const [task, ...rest] = this.posted
      if (task?.number !== answer.number) return
      this.posted = rest
      if (answer.batch !== undefined) task.resolve(answer.batch)
      else task.reject(new PreparationError(answer.failure))
    }
    this.watch()
    this.post()
  }

  private replace(reason: string): void {
    const old = this.worker
    this.worker = undefined
    clearTimeout(this.timer)
    void old?.terminate()
    const [guilty, ...innocent] = this.posted
    this.posted = []
    this.others.unshift(...innocent)
    // A program that cannot be loaded says nothing about letters.
    const error = this.isReady ? new PreparationError(reason) : new AppError('UNEXPECTED', { reason })
    guilty?.reject(error)
    this.post()
  }
}
