import type { DragEvent, MouseEvent } from 'react'

/*
 * Roles of a grid whose rows are placed by hand: elements of a real table cannot be, so the boxes say what they are.
 * The grid itself has the focus and the keys; its active row is named to those who do not see it.
 */

export function gridProps({
  name,
  rowCount,
  activeRow,
}: {
  name: string
  rowCount: number
  activeRow: string | undefined
}) {
  return {
    role: 'grid',
    tabIndex: 0,
    'aria-label': name,
    'aria-rowcount': rowCount,
    'aria-multiselectable': true,
    'aria-activedescendant': activeRow,
  } as const
}

interface RowOptions {
  isSelected: boolean
  onClick: (event: MouseEvent) => void
  onDragStart: (event: DragEvent) => void
}

/** A row takes the pointer; keys go to the grid. */
export function rowProps(id: string, { isSelected, onClick, onDragStart }: RowOptions) {
  return { role: 'row', id, tabIndex: -1, 'aria-selected': isSelected, onClick, draggable: true, onDragStart } as const
}

export const plainRow = { role: 'row' } as const
export const cellRole = { role: 'gridcell' } as const
export const rowHeaderRole = { role: 'rowheader' } as const
