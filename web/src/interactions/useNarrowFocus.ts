import { type RefObject, useEffect, useRef } from 'react'

interface Panes {
  letter: RefObject<HTMLElement | null>
  list: RefObject<HTMLElement | null>
}

/** Where one pane stands at a time, the focus goes with it: into the letter, and back to the list. */
export function useNarrowFocus(isNarrow: boolean, isLetterAlone: boolean, { letter, list }: Panes): void {
  const wasAlone = useRef(isLetterAlone)
  useEffect(() => {
    if (wasAlone.current === isLetterAlone) return
    wasAlone.current = isLetterAlone
    if (!isNarrow) return
    const pane = isLetterAlone ? letter.current : list.current?.querySelector<HTMLElement>('[role="grid"]')
    pane?.focus({ preventScroll: true })
  }, [isNarrow, isLetterAlone, letter, list])
}
