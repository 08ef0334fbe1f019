import { useLocalStorage } from '@mantine/hooks'
import { useCallback } from 'react'

export interface PaneWidth {
  width: number
  min: number
  max: number
  resize(width: number): void
}

/** Width of a pane in pixels, remembered on this device. */
export function usePaneWidth(
  name: string,
  { initial, min, max }: { initial: number; min: number; max: number },
): PaneWidth {
  const [width, setWidth] = useLocalStorage({
    key: `besedka-width-${name}`,
    defaultValue: initial,
    getInitialValueInEffect: false,
  })
  const resize = useCallback(
    (wanted: number) => setWidth(Math.round(Math.min(max, Math.max(min, wanted)))),
    [setWidth, min, max],
  )
  return { width: Math.min(max, Math.max(min, width)), min, max, resize }
}
