import { notify } from '../ui/notices.ts'

interface CopyWords {
  done: string
  failed: string
}

/** Puts a text where it can be pasted from, and says so. Pages that are not secure have no clipboard. */
export async function copyText(text: string, words: CopyWords): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    notify({ tone: 'done', text: words.done })
  } catch {
    notify({ tone: 'bad', text: words.failed })
  }
}
