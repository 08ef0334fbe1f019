import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import styles from './FormTabs.module.css'

interface Tab {
  name: string
  content: ReactNode
  /** Something in it is not as it should be. */
  isWrong?: boolean
}

/** Tabs over one form: what is typed in the others stays. Arrows go between them. */
export function FormTabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const [open, setOpen] = useState(0)
  const base = useId()
  const list = useRef<HTMLDivElement>(null)
  const turn = (event: KeyboardEvent) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1 } as const
    const step = event.key === 'ArrowRight' || event.key === 'ArrowLeft' ? steps[event.key] : 0
    if (step === 0) return
    event.preventDefault()
    const next = (open + step + tabs.length) % tabs.length
    setOpen(next)
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[next]?.focus()
  }
  return (
    <>
      <div className={styles['tabs']} role="tablist" aria-label={label} ref={list} onKeyDown={turn}>
        {tabs.map(({ name, isWrong }, index) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`${base}-tab-${index}`}
            aria-controls={`${base}-panel-${index}`}
            aria-selected={index === open}
            tabIndex={index === open ? 0 : -1}
            className={styles['tab']}
            data-wrong={isWrong}
            onClick={() => setOpen(index)}
          >
            {name}
          </button>
        ))}
      </div>
      {tabs.map(({ name, content }, index) => (
        <div
          key={name}
          role="tabpanel"
          id={`${base}-panel-${index}`}
          aria-labelledby={`${base}-tab-${index}`}
          hidden={index !== open}
          className={styles['panel']}
        >
          {content}
        </div>
      ))}
    </>
  )
}
