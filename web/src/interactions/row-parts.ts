import type { DragEvent, MouseEvent } from 'react'
import type { Delivery, InteractionItem } from '../api/wire-types.ts'
import type { RowState } from './row-state.ts'

export interface RowActions {
  open(item: InteractionItem, event: MouseEvent): void
  check(item: InteractionItem, event: MouseEvent): void
  openThread(item: InteractionItem, isOpen: boolean): void
  reply(item: InteractionItem): void
  markReviewed(item: InteractionItem): void
  postpone(item: InteractionItem): void
  drag(item: InteractionItem, event: DragEvent): void
}

export interface InteractionRowProps {
  item: InteractionItem
  /** A letter of a thread that was opened in place. */
  isInside: boolean
  /** Null where there is no thread to open. */
  isOpen: boolean | null
  /** Account that this copy of a letter came to, where others stand beside it. */
  copyIn: string | null
  isOneLine: boolean
  /** Somebody is responsible for some row of the list. */
  isAssigned: boolean
  isSelected: boolean
  isChecked: boolean
  isFresh: boolean
  reviewFlags: boolean
  words: readonly string[]
  actions: RowActions
}

/** What the lines of a row are drawn from. */
export interface RowParts extends InteractionRowProps {
  state: RowState
  delivery: Delivery | null
}
