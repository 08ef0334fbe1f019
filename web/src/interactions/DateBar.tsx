import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../i18n/useFormats.ts'
import { type DateScale, placeOf, ticksOf, timeAt, timeByKey } from './date-scale.ts'
import styles from './ListRail.module.css'

interface DateBarProps {
  scale: DateScale
  /** Of the first row on screen. */
  time: number
  onJump: (to: Date | 'top' | 'bottom') => void
}

/** So near to an end of the bar the end is meant. */
const endShare = 0.012
const tickGap = 0.035

/** The scroll bar of a long list: as tall as its dates reach. Drag it, click it, or take it by the keys. */
export function DateBar({ scale, time, onJump }: DateBarProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { newest, oldest } = scale
  const isHeld = useRef(false)
  const [pointed, setPointed] = useState<number | null>(null)
  const [wanted, setWanted] = useState<number | null>(null)
  const keyed = useRef<ReturnType<typeof setTimeout>>(undefined)
  const now = wanted ?? time
  const shown = pointed === null ? wanted : timeAt(pointed, scale)

  const go = (place: number) => {
    if (place <= endShare) onJump('top')
    else if (place >= 1 - endShare) onJump('bottom')
    else onJump(new Date(timeAt(place, scale)))
  }
  const placeUnder = (event: PointerEvent<HTMLDivElement>) => {
    const { top, height } = event.currentTarget.getBoundingClientRect()
    return Math.min(1, Math.max(0, (event.clientY - top) / height))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = event.key === 'Home' ? 'top' : event.key === 'End' ? 'bottom' : timeByKey(event.key, now, scale)
    if (to === null) return
    event.preventDefault()
    if (typeof to === 'string') return onJump(to)
    setWanted(to)
    clearTimeout(keyed.current)
    // Held keys go on; the list follows once they rest.
    keyed.current = setTimeout(() => {
      setWanted(null)
      onJump(new Date(to))
    }, 180)
  }
  return (
    <div
      className={styles['bar']}
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('list.byDate')}
      aria-valuemin={oldest}
      aria-valuemax={newest}
      aria-valuenow={Math.min(newest, Math.max(oldest, now))}
      aria-valuetext={formats.dayHead(new Date(now))}
      data-held={pointed !== null}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        isHeld.current = true
        setPointed(placeUnder(event))
      }}
      onPointerMove={(event) => setPointed(placeUnder(event))}
      onPointerUp={(event) => {
        if (!isHeld.current) return
        isHeld.current = false
        go(placeUnder(event))
      }}
      onPointerLeave={() => {
        if (!isHeld.current) setPointed(null)
      }}
      onLostPointerCapture={() => {
        isHeld.current = false
        setPointed(null)
      }}
    >
      <Ticks scale={scale} />
      <span className={styles['thumb']} style={{ top: `${placeOf(now, scale) * 100}%` }} />
      {shown === null ? null : (
        <span className={styles['label']} style={{ top: `${placeOf(shown, scale) * 100}%` }}>
          {formats.dayHead(new Date(shown))}
        </span>
      )}
    </div>
  )
}

function Ticks({ scale: { newest, oldest, oldestFirst } }: { scale: DateScale }) {
  const ticks = useMemo(() => ticksOf({ newest, oldest, oldestFirst }, tickGap), [newest, oldest, oldestFirst])
  return ticks.map(({ time, place, unit }) => (
    <span key={time} className={styles['tick']} data-unit={unit} style={{ top: `${place * 100}%` }} aria-hidden>
      {unit === 'year' ? String(new Date(time).getFullYear()) : null}
    </span>
  ))
}
