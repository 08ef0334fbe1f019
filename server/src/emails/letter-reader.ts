import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { FragmentJob, LetterBody, LetterJob, LetterReply } from './letter-worker.ts'

const PATIENCE_MS = 10_000
const IDLE_MS = 60_000

export interface OpenedLetter extends LetterBody {
  /** The HTML was too much for the sanitiser or broke it: the text is all that can be shown. */
  htmlFailed: boolean
}

export interface LetterReader {
  open(letter: Omit<LetterJob, 'withHtml'>): Promise<OpenedLetter>
  /** HTML that somebody writes, as safe as that of a letter; null where it is too much for the sanitiser. */
  sanitize(fragment: FragmentJob): Promise<string | null>
  stop(): Promise<void>
}

/**
 * Opens letters in a worker thread of its own, started with the first letter and ended when nobody reads. One letter at
 * a time; one that takes longer than ten seconds ends the thread and is opened again as text alone.
 */
export function createLetterReader(): LetterReader {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

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
      const answered = once(worker, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) })
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

  const open = async (letter: Omit<LetterJob, 'withHtml'>): Promise<OpenedLetter> => {
    try {
      return { ...(await run({ ...letter, withHtml: true })), htmlFailed: false }
    } catch {
      return { ...(await run({ ...letter, withHtml: false })), htmlFailed: true }
    }
  }

  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }

  return {
    open: (letter) => inTurn(() => open(letter)),
    sanitize: (fragment) =>
      inTurn(() =>
        run(fragment).then(
          ({ html }) => html,
          () => null,
        ),
      ),
    stop: end,
  }
}

function begin(): Worker {
  const worker = new Worker(new URL('./letter-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  worker.unref()
  return worker
}
