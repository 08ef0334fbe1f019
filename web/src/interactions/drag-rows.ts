import type { DragEvent } from 'react'
import { apiBase } from '../api/api-client.ts'
import type { InteractionItem } from '../api/wire-types.ts'
import { interactionsType } from '../compose/dragged-letters.ts'
import { canAnswer } from '../compose/useCompose.ts'
import styles from './DragImage.module.css'

/** A file name that every system takes: no path, no control characters, not too long. */
export function fileNameOf(subject: string): string {
  const plain = subject
    .replace(/[\p{Cc}\p{Bidi_Control}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[. ]+$/, '')
  return `${[...plain].slice(0, 80).join('').trim() || 'letter'}.eml`
}

/** Letters are dragged to a folder or to a window in which one writes, and a single one out of the browser as a file. */
export function dragRows(rows: readonly InteractionItem[], event: DragEvent): void {
  const letters = rows.filter(canAnswer)
  const [first] = letters
  if (!first) {
    event.preventDefault()
    return
  }
  const { dataTransfer } = event
  dataTransfer.effectAllowed = 'copyMove'
  dataTransfer.setData(interactionsType, JSON.stringify(letters.map(({ id }) => id)))
  if (letters.length === 1) {
    const address = `${window.location.origin}${apiBase}/interactions/${first.id}/source`
    dataTransfer.setData('DownloadURL', `message/rfc822:${fileNameOf(first.subject)}:${address}`)
  }
  const image = imageOf(first, letters.length)
  document.body.append(image)
  dataTransfer.setDragImage(image, 16, 20)
  // The browser has taken its picture by then.
  setTimeout(() => image.remove(), 0)
}

function imageOf({ subject, snippet }: InteractionItem, count: number): HTMLElement {
  const image = document.createElement('div')
  image.className = styles['image'] ?? ''
  const text = document.createElement('span')
  text.textContent = subject || snippet
  image.append(text)
  if (count > 1) {
    const badge = document.createElement('b')
    badge.textContent = String(count)
    image.append(badge)
  }
  return image
}
