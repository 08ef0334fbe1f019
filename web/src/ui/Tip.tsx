import { Tooltip } from '@mantine/core'
import type { ReactElement } from 'react'
import styles from './Tip.module.css'

interface TipProps {
  label: string
  /** The keys that do the same, each drawn as a cap. */
  keys?: readonly string[] | undefined
  position?: 'top' | 'bottom' | 'right' | 'left'
  children: ReactElement
}

/** Says the full name of a control, and its keys. */
export function Tip({ label, keys, position = 'bottom', children }: TipProps) {
  const text = (
    <span className={styles['tip']}>
      {label}
      {keys?.map((key) => (
        <kbd key={key} className={styles['key']}>
          {key}
        </kbd>
      ))}
    </span>
  )
  return (
    <Tooltip label={text} position={position}>
      {children}
    </Tooltip>
  )
}
