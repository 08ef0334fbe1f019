import { markHits } from './highlight.ts'
import styles from './InteractionRow.module.css'

export function Highlighted({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return text
  let at = 0
  return markHits(text, words).map((part) => {
    const key = at
    at += part.text.length
    return part.isHit ? (
      <mark key={key} className={styles['hit']}>
        {part.text}
      </mark>
    ) : (
      part.text
    )
  })
}
