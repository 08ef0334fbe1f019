import { type KeyboardEvent, useState } from 'react'
import { nameOfPress } from '../shortcuts/key-map.ts'

interface PaletteKeys {
  typed: string
  count: number
  onChoose: (index: number) => void
  onClose: () => void
}

/** Arrows choose, Enter does it, the key that opened the palette closes it; the browser itself closes on Esc. */
export function usePaletteKeys({ typed, count, onChoose, onClose }: PaletteKeys) {
  const [chosen, setChosen] = useState({ typed, index: 0 })
  // Other words, other lines: the best one is the first again.
  const wanted = chosen.typed === typed ? chosen.index : 0
  const active = Math.max(0, Math.min(wanted, count - 1))
  const setActive = (index: number) => setChosen({ typed, index })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') onChoose(active)
    else if (nameOfPress(event.nativeEvent) === 'ctrl+k') onClose()
    else if (event.key === 'ArrowDown') setActive(count === 0 ? 0 : (active + 1) % count)
    else if (event.key === 'ArrowUp') setActive(count === 0 ? 0 : (active + count - 1) % count)
    else if (event.key === 'PageDown') setActive(Math.min(count - 1, active + 8))
    else if (event.key === 'PageUp') setActive(Math.max(0, active - 8))
    else return
    event.preventDefault()
  }
  return { active, setActive, onKeyDown }
}
