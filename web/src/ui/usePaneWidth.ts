import { useLocalStorage } from '@mantine/hooks'
import { useCallback } from 'react'

export interface PaneWidth {
  width: number
  min: number
  max: number
  resize(width: number): void
  /** Back to the width that it had at first. */
  reset(): void
}

/** No pane takes more of the screen, so that something of the next one is always seen. */
const largestShare = 0.46

/** Width of a pane in pixels, remembered on this device under its name. */
export function usePaneWidth(
  name: string,
  { initial, min, max }: { initial: number; min: number; max: number },
): PaneWidth {
  const [width, setWidth, reset] = useLocalStorage({
    key: `besedka-width-${name}`,
    defaultValue: initial,
    getInitialValueInEffect: false,
  })
  const most = Math.max(min, Math.min(max, Math.round(window.innerWidth * largestShare)))
  const resize = useCallback(
    (wanted: number) => setWidth(Math.round(Math.min(most, Math.max(min, wanted)))),
    [setWidth, min, most],
  )
  return { width: Math.min(most, Math.max(min, width)), min, max: most, resize, reset }
}
