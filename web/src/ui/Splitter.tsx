import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Splitter.module.css'
import type { PaneWidth } from './usePaneWidth.ts'

const step = 16

/** Border between two panes: follows the pointer without easing, moves by arrow keys; a double click or Enter resets it. */
export function Splitter({ pane }: { pane: PaneWidth }) {
  const { t } = useTranslation()
  const start = useRef<{ x: number; width: number } | null>(null)
  const onPointerDown = (event: PointerEvent<HTMLHRElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = { x: event.clientX, width: pane.width }
  }
  const onPointerMove = (event: PointerEvent<HTMLHRElement>) => {
    if (start.current) pane.resize(start.current.width + event.clientX - start.current.x)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLHRElement>) => {
    if (event.key === 'ArrowLeft') pane.resize(pane.width - step)
    else if (event.key === 'ArrowRight') pane.resize(pane.width + step)
    else if (event.key === 'Home') pane.resize(pane.min)
    else if (event.key === 'End') pane.resize(pane.max)
    else if (event.key === 'Enter') pane.reset()
    else return
    event.preventDefault()
  }
  return (
    <hr
      className={styles['splitter']}
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('frame.resizePane')}
      title={t('frame.resizeHelp')}
      aria-valuenow={pane.width}
      aria-valuemin={pane.min}
      aria-valuemax={pane.max}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        start.current = null
      }}
      onLostPointerCapture={() => {
        start.current = null
      }}
      onKeyDown={onKeyDown}
      onDoubleClick={pane.reset}
    />
  )
}
