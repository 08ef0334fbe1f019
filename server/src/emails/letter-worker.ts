/** Worker thread that opens letters: decodes, and sanitises what is HTML. Nothing of it touches the main thread's time. */
import { parentPort } from 'node:worker_threads'
import { openMessage } from '@besedka/mail/open-message'
import type { Part } from '@besedka/mail/parsed-message'
import { createSanitizer, type SanitizeLetter } from './sanitize-letter.ts'

export interface LetterJob {
  source: Uint8Array
  parts: readonly Part[]
  pictures: [contentId: string, address: string][]
  /** False at the second try, after the HTML was too much: the text alone. */
  withHtml: boolean
  /** Pictures of other servers are wanted; see OutsideAddresses. */
  outsideMark?: string | undefined
}

/** HTML that is no letter yet: what somebody writes. */
export interface FragmentJob {
  html: string
  pictures: [contentId: string, address: string][]
}

export interface LetterBody {
  text: string
  html: string | null
  blocked: number
  outside: string[]
}

export type LetterReply = { body: LetterBody } | { reason: string }

/** In characters. More takes the sanitiser longer than its patience, and the browser's page stands still while it is drawn. */
const MOST_HTML = 1_500_000

let sanitize: SanitizeLetter | undefined

parentPort?.on('message', (job: LetterJob | FragmentJob) => parentPort?.postMessage(answer(job)))

function answer(job: LetterJob | FragmentJob): LetterReply {
  try {
    if ('html' in job) {
      sanitize ??= createSanitizer()
      return { body: { text: '', ...sanitize(job.html, new Map(job.pictures)) } }
    }
    const opened = openMessage(job.source, job.parts)
    if (opened.html === null || !job.withHtml)
      return { body: { text: opened.text, html: null, blocked: 0, outside: [] } }
    if (opened.html.length > MOST_HTML) return { reason: 'more HTML than anybody waits for' }
    sanitize ??= createSanitizer()
    return { body: { text: opened.text, ...sanitize(opened.html, new Map(job.pictures), job.outsideMark) } }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}
