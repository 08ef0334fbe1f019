import type { FolderState } from '../api/wire-types.ts'
import type { FolderNode } from '../folders/folder-nodes.ts'

export interface FolderChoice {
  folder: FolderState
  shown: string
  /** Prepared for comparing with what is typed. */
  names: string[]
  depth: number
}

/** One gathers letters from elsewhere, the other holds what is still being written. */
const isNoPlace: ReadonlySet<FolderState['role']> = new Set(['flagged', 'drafts'])

/** The folders of a tree that can take letters, line by line. One that cannot still shows where those below it belong. */
export function listChoices(
  nodes: readonly FolderNode[],
  name: (folder: FolderState) => { shown: string; names: string[] },
  depth = 0,
): FolderChoice[] {
  return nodes.flatMap(({ folder, children }) => {
    const takesLetters = folder.reason !== 'not-selectable' && !isNoPlace.has(folder.role)
    const own = takesLetters ? [{ folder, depth, ...name(folder) }] : []
    return [...own, ...listChoices(children, name, takesLetters ? depth + 1 : depth)]
  })
}
