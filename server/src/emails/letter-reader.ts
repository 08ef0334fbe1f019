import { createLetterThread, type LetterThread } from './letter-thread.ts'
import type { FragmentJob, LetterBody, LetterJob } from './letter-worker.ts'

/** With a second one a letter that is too much for the sanitiser does not hold up everybody's reading. */
const THREADS = 2
const PATIENCE_MS = 10_000
/** The machine may just have been busy: later it is tried again. */
const REMEMBERED_MS = 15 * 60_000
const MOST_REMEMBERED = 1_000

export interface OpenedLetter extends LetterBody {
  /** The HTML was too much for the sanitiser or broke it: the text is all that can be shown. */
  htmlFailed: boolean
}

/** A letter to be opened, with the id of its content. */
export type LetterToOpen = Omit<LetterJob, 'withHtml'> & { messageId: string }

export interface LetterReader {
  open(letter: LetterToOpen): Promise<OpenedLetter>
  /** HTML that somebody writes, as safe as that of a letter; null where it is too much for the sanitiser. */
  sanitize(fragment: FragmentJob): Promise<string | null>
  stop(): Promise<void>
}

/**
 * Opens letters in threads of their own, in the order asked for. One whose HTML takes longer than ten seconds is opened
 * again as text alone, and so is it for everybody who opens it in the next quarter of an hour.
 */
export function createLetterReader({ patienceMs = PATIENCE_MS } = {}): LetterReader {
  const threads = Array.from({ length: THREADS }, () => createLetterThread(patienceMs))
  const free = [...threads]
  const waiting: ((thread: LetterThread) => void)[] = []
  const tooMuch = new Map<string, number>()

  const inTurn = async <Result>(work: (thread: LetterThread) => Promise<Result>): Promise<Result> => {
    const thread = free.shift() ?? (await new Promise<LetterThread>((resolve) => waiting.push(resolve)))
    try {
      return await work(thread)
    } finally {
      const next = waiting.shift()
      // The first one in front: where one is enough, the second ends.
      if (next === undefined) free.splice(thread === threads[0] ? 0 : free.length, 0, thread)
      else next(thread)
    }
  }

  const open = async (thread: LetterThread, { messageId, ...letter }: LetterToOpen): Promise<OpenedLetter> => {
    if ((tooMuch.get(messageId) ?? 0) > Date.now()) return openAsText(thread, letter)
    try {
      return { ...(await thread.run({ ...letter, withHtml: true })), htmlFailed: false }
    } catch {
      remember(tooMuch, messageId)
      return openAsText(thread, letter)
    }
  }

  return {
    open: (letter) => inTurn((thread) => open(thread, letter)),
    sanitize: (fragment) =>
      inTurn((thread) =>
        thread.run(fragment).then(
          ({ html }) => html,
          () => null,
        ),
      ),
    async stop() {
      await Promise.all(threads.map((thread) => thread.end()))
    },
  }
}

async function openAsText(thread: LetterThread, letter: Omit<LetterJob, 'withHtml'>): Promise<OpenedLetter> {
  return { ...(await thread.run({ ...letter, withHtml: false })), htmlFailed: true }
}

function remember(tooMuch: Map<string, number>, messageId: string): void {
  const [oldest] = tooMuch.keys()
  if (tooMuch.size >= MOST_REMEMBERED && oldest !== undefined) tooMuch.delete(oldest)
  tooMuch.set(messageId, Date.now() + REMEMBERED_MS)
}
