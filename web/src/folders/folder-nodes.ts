import type { FolderState } from '../api/wire-types.ts'

export interface FolderNode {
  folder: FolderState
  children: FolderNode[]
}

type Role = FolderState['role']

/** Folders with a purpose come first, in the order in which they are used; the others by name. */
const order: readonly Role[] = ['inbox', 'sent', 'drafts', 'archive', 'all', 'flagged', 'normal', 'junk', 'trash']

/** What is worth a node: loaded ones, and those that still hold something. */
function isShown(folder: FolderState): boolean {
  return folder.loaded || folder.total > 0
}

/**
 * Folders as a tree by their paths on the server. A folder whose parent is not shown stands one level higher, so that
 * nothing is hidden with it.
 */
export function nestFolders(
  folders: readonly FolderState[],
  isWanted: (folder: FolderState) => boolean = isShown,
): FolderNode[] {
  const nodes = new Map<string, FolderNode>()
  for (const folder of folders) if (isWanted(folder)) nodes.set(folder.path, { folder, children: [] })
  const roots: FolderNode[] = []
  for (const node of nodes.values()) (parentOf(node.folder, nodes)?.children ?? roots).push(node)
  sortNodes(roots)
  return roots
}

function parentOf({ path, delimiter }: FolderState, nodes: ReadonlyMap<string, FolderNode>): FolderNode | undefined {
  if (!delimiter) return undefined
  for (let end = path.lastIndexOf(delimiter); end > 0; end = path.lastIndexOf(delimiter, end - 1)) {
    const parent = nodes.get(path.slice(0, end))
    if (parent) return parent
  }
  return undefined
}

function sortNodes(nodes: FolderNode[]): void {
  nodes.sort(({ folder: one }, { folder: other }) => {
    const rank = order.indexOf(one.role) - order.indexOf(other.role)
    return rank !== 0 ? rank : one.name.localeCompare(other.name, undefined, { numeric: true })
  })
  for (const { children } of nodes) sortNodes(children)
}

/** A node's own count, and those of everything below it while it is folded. */
export function unreviewedBelow({ folder, children }: FolderNode): number {
  return children.reduce((sum, child) => sum + unreviewedBelow(child), folder.unreviewed)
}
