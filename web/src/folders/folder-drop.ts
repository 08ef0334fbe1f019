import { createContext, type DragEvent, useContext, useState } from 'react'
import type { FolderState } from '../api/wire-types.ts'
import { interactionsType, readDraggedInteractions } from '../compose/dragged-letters.ts'

export type FolderDrop = (ids: readonly string[], folder: FolderState, accountId: string) => void

/** Whoever shows the tree beside a list says what becomes of letters that are dropped on a folder. */
export const FolderDropContext = createContext<FolderDrop | null>(null)

/** Makes a folder take letters that are dropped on it; undefined where nothing is done with them. */
export function useFolderDrop(folder: FolderState, accountId: string) {
  const drop = useContext(FolderDropContext)
  const [isOver, setOver] = useState(false)
  if (drop === null || folder.reason === 'not-selectable' || folder.role === 'flagged') return undefined
  const accepts = (event: DragEvent) => event.dataTransfer.types.includes(interactionsType)
  return {
    isOver,
    onDragOver: (event: DragEvent) => {
      if (!accepts(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      setOver(false)
      if (!accepts(event)) return
      event.preventDefault()
      drop(readDraggedInteractions(event.dataTransfer.getData(interactionsType)), folder, accountId)
    },
  }
}
