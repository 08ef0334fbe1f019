import { type ReactNode, useId } from 'react'
import styles from './Choice.module.css'

interface ChoiceProps {
  group: string
  checked: boolean
  onChoose: () => void
  label: ReactNode
  help?: string | undefined
}

/** One of several ways, with its words. */
export function Choice({ group, checked, onChoose, label, help }: ChoiceProps) {
  const helpId = useId()
  return (
    <div>
      <label className={styles['label']}>
        <input
          type="radio"
          className={styles['dot']}
          name={group}
          checked={checked}
          aria-describedby={help ? helpId : undefined}
          onChange={onChoose}
        />
        <span>{label}</span>
      </label>
      {help ? (
        <p id={helpId} className={styles['help']}>
          {help}
        </p>
      ) : null}
    </div>
  )
}
