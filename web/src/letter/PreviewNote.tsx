import type { ReactNode } from 'react'
import styles from './Preview.module.css'

/** Stands in place of what cannot be shown, or not yet. */
export function PreviewNote({ isBad = false, children }: { isBad?: boolean; children: ReactNode }) {
  return (
    <p className={styles['note']} data-bad={isBad} role={isBad ? 'alert' : 'status'}>
      {children}
    </p>
  )
}
