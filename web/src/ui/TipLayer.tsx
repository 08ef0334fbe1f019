import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Key } from './Key.tsx'
import styles from './Tip.module.css'
import { tipPlace } from './tip-place.ts'

const delay = 400

interface Shown {
  control: HTMLElement
  label: string
  keys: readonly string[]
  side: 'bottom' | 'right'
}

function tipOf(target: EventTarget | null): Shown | null {
  const control = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null
  const { tip, tipKeys, tipSide } = control?.dataset ?? {}
  if (!control || !tip) return null
  return { control, label: tip, keys: tipKeys?.split('\n') ?? [], side: tipSide === 'right' ? 'right' : 'bottom' }
}

/** Draws the tip of whatever control the pointer rests on or the keyboard has come to: one box for the whole page. */
export function TipLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  useTipEvents(setShown)
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (!shown || !box.current) return
    const screen = { width: window.innerWidth, height: window.innerHeight }
    const { width, height } = box.current.getBoundingClientRect()
    const place = tipPlace(shown.control.getBoundingClientRect(), { width, height }, screen, shown.side)
    box.current.style.setProperty('translate', `${Math.round(place.left)}px ${Math.round(place.top)}px`)
  }, [shown])
  if (!shown) return null
  return (
    <div ref={box} className={styles['tip']} role="tooltip">
      {shown.label}
      {shown.keys.map((key) => (
        <Key key={key}>{key}</Key>
      ))}
    </div>
  )
}

function useTipEvents(show: (tip: Shown | null) => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let current: HTMLElement | null = null
    const hide = () => {
      clearTimeout(timer)
      current = null
      show(null)
    }
    const offer = (target: EventTarget | null, wait: number) => {
      const tip = tipOf(target)
      if (tip?.control === current) return
      hide()
      if (!tip) return
      current = tip.control
      timer = setTimeout(() => show(tip), wait)
    }
    const onOver = (event: PointerEvent) => {
      if (event.pointerType === 'mouse') offer(event.target, delay)
    }
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof Element && target.matches(':focus-visible')) offer(target, 0)
      else hide()
    }
    const listeners = { passive: true, capture: true }
    document.addEventListener('pointerover', onOver, listeners)
    document.addEventListener('focusin', onFocus, listeners)
    for (const end of ['pointerdown', 'keydown', 'scroll', 'focusout'] as const) {
      document.addEventListener(end, hide, listeners)
    }
    return () => {
      hide()
      document.removeEventListener('pointerover', onOver, listeners)
      document.removeEventListener('focusin', onFocus, listeners)
      for (const end of ['pointerdown', 'keydown', 'scroll', 'focusout'] as const) {
        document.removeEventListener(end, hide, listeners)
      }
    }
  }, [show])
}
