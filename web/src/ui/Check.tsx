import { type ReactNode, useId } from 'react'
import styles from './Check.module.css'

interface CheckProps {
  checked: boolean
  onChange: (checked: boolean) => void
  label: ReactNode
  help?: string
  disabled?: boolean
}

/** A box with its words. */
export function Check({ checked, onChange, label, help, disabled = false }: CheckProps) {
  const helpId = useId()
  return (
    <div className={styles['check']}>
      <label className={styles['label']} data-disabled={disabled}>
        <input
          type="checkbox"
          className={styles['box']}
          checked={checked}
          disabled={disabled}
          aria-describedby={help ? helpId : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
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
