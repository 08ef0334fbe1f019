import { type DragEvent, useState } from 'react'
import { interactionsType, readDraggedInteractions } from './dragged-letters.ts'

/** What hangs over the window, ready to fall. */
export type Dragged = 'files' | 'letters'

interface DropTakers {
  onFiles: (files: readonly File[]) => void
  onLetters: (ids: readonly string[]) => void
}

function draggedIn({ dataTransfer: { types } }: DragEvent): Dragged | null {
  if (types.includes(interactionsType)) return 'letters'
  return types.includes('Files') ? 'files' : null
}

/** Files and letters that are dragged over the window are attached where they fall; a picture over the text falls into it. */
export function useWindowDrop({ onFiles, onLetters }: DropTakers) {
  const [over, setOver] = useState<Dragged | null>(null)
  return {
    over,
    onDragOver: (event: DragEvent) => {
      const dragged = draggedIn(event)
      if (dragged === null) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setOver(dragged)
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      const { relatedTarget } = event
      if (!(relatedTarget instanceof Node) || !event.currentTarget.contains(relatedTarget)) setOver(null)
    },
    onDrop: (event: DragEvent) => {
      const dragged = draggedIn(event)
      setOver(null)
      // The text may have taken it already.
      if (dragged === null || event.defaultPrevented) return
      event.preventDefault()
      if (dragged === 'files') onFiles([...event.dataTransfer.files])
      else onLetters(readDraggedInteractions(event.dataTransfer.getData(interactionsType)))
    },
  }
}
