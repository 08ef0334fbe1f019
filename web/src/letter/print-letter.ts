import { createLetterCleaner } from './clean-letter.ts'
import type { FrameSetting } from './frame-document.ts'
import { frameDocument } from './frame-document.ts'
import { writeDocument } from './write-document.ts'

/** What stands on paper, in the language of the reader. */
export interface PrintedLetter {
  subject: string
  facts: readonly { name: string; value: string }[]
  html: string | null
  text: string
  files: readonly string[]
}

/** The browser's own window is the one thing more that this frame may open; no script runs in it either. */
const printSandbox = 'allow-same-origin allow-modals'
const longestWait = 5_000

/**
 * Prints a letter alone, black on white, from a frame of its own; the page is not touched. The frame stays, unseen, until
 * the next one is printed: a browser may still be drawing it.
 */
export async function printLetter(letter: PrintedLetter, setting: Omit<FrameSetting, 'isNarrow'>): Promise<void> {
  document.querySelector('iframe[data-print]')?.remove()
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', printSandbox)
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  frame.dataset['print'] = ''
  frame.style.cssText = 'position: fixed; left: -10000px; width: 800px; height: 600px; border: 0; visibility: hidden'
  document.body.append(frame)
  const inside = frame.contentDocument
  if (inside === null) return
  writeDocument(inside, frameDocument({ ...setting, isNarrow: false }))
  inside.title = letter.subject
  inside.documentElement.style.overflow = 'visible'
  inside.body.append(headOf(inside, letter), bodyOf(inside, letter), ...filesOf(inside, letter.files))
  await Promise.race([
    Promise.allSettled([...inside.images].map((picture) => picture.decode())),
    new Promise((resolve) => setTimeout(resolve, longestWait)),
  ])
  frame.contentWindow?.print()
}

function element(inside: Document, tag: string, look: string, text = ''): HTMLElement {
  const made = inside.createElement(tag)
  made.style.cssText = look
  made.textContent = text
  return made
}

function headOf(inside: Document, { subject, facts }: PrintedLetter): HTMLElement {
  const head = element(inside, 'div', 'margin-bottom: 16px; padding-bottom: 12px; border-bottom: 1px solid #999')
  head.append(element(inside, 'h1', 'margin: 0 0 8px; font-size: 18px; line-height: 26px', subject))
  for (const { name, value } of facts) {
    const line = element(inside, 'p', 'margin: 0; font-size: 12px; line-height: 18px; color: #333')
    line.append(element(inside, 'b', 'font-weight: 500', `${name} `), element(inside, 'bdi', '', value))
    head.append(line)
  }
  return head
}

function bodyOf(inside: Document, { html, text }: PrintedLetter): HTMLElement {
  const body = element(inside, 'div', html ? '' : 'white-space: pre-wrap', html ? '' : text)
  if (html) for (const node of [...createLetterCleaner(window)(html).childNodes]) body.append(node)
  return body
}

function filesOf(inside: Document, files: readonly string[]): HTMLElement[] {
  if (files.length === 0) return []
  const list = element(
    inside,
    'ul',
    'margin: 16px 0 0; padding: 12px 0 0 16px; border-top: 1px solid #999; font-size: 12px',
  )
  list.append(...files.map((file) => element(inside, 'li', '', file)))
  return [list]
}
