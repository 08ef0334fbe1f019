import styles from './Segments.module.css'

interface SegmentsProps<Value extends string> {
  name: string
  label: string
  isLabelHidden?: boolean
  value: Value
  choices: readonly { value: Value; word: string }[]
  onChange: (value: Value) => void
}

/** One of a few, all in sight. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { name, label, isLabelHidden = false, value, choices, onChange } = props
  return (
    <fieldset className={styles['group']}>
      <legend className={styles['label']} data-hidden={isLabelHidden}>
        {label}
      </legend>
      <div className={styles['segments']}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles['segment']}>
            <input
              type="radio"
              className={styles['radio']}
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            {choice.word}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
