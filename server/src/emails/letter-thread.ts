import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { FragmentJob, LetterBody, LetterJob, LetterReply } from './letter-worker.ts'

const IDLE_MS = 60_000

/** A thread that opens one letter after another: made with the first one, ended when it has had none for a minute. */
export interface LetterThread {
  /** Throws for a letter that breaks the thread or takes too long; the next one gets a new thread. */
  run(job: LetterJob | FragmentJob): Promise<LetterBody>
  end(): Promise<void>
}

export function createLetterThread(patienceMs: number): LetterThread {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined

  const end = async () => {
    clearTimeout(idle)
    const ended = worker
    worker = undefined
    await ended?.terminate()
  }

  const run = async (job: LetterJob | FragmentJob): Promise<LetterBody> => {
    clearTimeout(idle)
    worker ??= begin()
    try {
      const answered = once(worker, 'message', { signal: AbortSignal.timeout(patienceMs) })
      worker.postMessage(job)
      const [reply] = (await answered) as [LetterReply?]
      if (reply !== undefined && 'body' in reply) return reply.body
      throw new Error(reply?.reason ?? 'no answer')
    } catch (error) {
      await end()
      throw error
    } finally {
      idle = setTimeout(() => void end(), IDLE_MS).unref()
    }
  }
  return { run, end }
}

function begin(): Worker {
  const worker = new Worker(new URL('./letter-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  worker.unref()
  return worker
}
