import type { ReactNode } from 'react'
import styles from './Unseen.module.css'

/** Words for those who listen; a picture says the same to those who see. */
export function Unseen({ children }: { children: ReactNode }) {
  return <span className={styles['unseen']}>{children}</span>
}
