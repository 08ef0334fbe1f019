import styles from './Toggle.module.css'

interface ToggleProps {
  checked: boolean
  onChange: (checked: boolean) => void
  labelledBy: string
  describedBy?: string
  disabled?: boolean
}

/** A switch that acts at once; its words stand beside it. */
export function Toggle({ checked, onChange, labelledBy, describedBy, disabled = false }: ToggleProps) {
  return (
    <input
      type="checkbox"
      role="switch"
      className={styles['toggle']}
      checked={checked}
      disabled={disabled}
      aria-checked={checked}
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
