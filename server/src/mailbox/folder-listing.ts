import { chooseFolders, type FolderWishes } from '@besedka/mail/choose-folders'
import { folderSegments, type ServerFolder } from '@besedka/mail/folder-role'
import type { ServerState } from '@besedka/mail/sync-cursor'
import type { ListResponse, StatusObject } from 'imapflow'
import type { ListedFolder } from '../folders/folders.service.ts'

/** A folder of the server with what is to be done about it. */
export interface ServerListing {
  readonly folders: readonly ListedFolder[]
  /** What LIST-STATUS (RFC 5819) said, by path. */
  readonly states: ReadonlyMap<string, ServerState>
}

/** A name above this is no name: the index over names takes 2,700 bytes. */
const LONGEST_PATH = 800

/**
 * Turns a LIST answer into folders with their roles and the decision whether each is loaded. A folder that is listed twice
 * counts once; one whose name cannot be stored (NUL, half a character, thousands of characters) is passed over.
 */
export function readListing(answer: readonly ListResponse[], wishes?: FolderWishes): ServerListing {
  const listed = [
    ...new Map(answer.filter(({ path }) => isStorable(path)).map((entry) => [entry.path, entry])).values(),
  ]
  const folders = listed.map(toServerFolder)
  const states = new Map<string, ServerState>()
  for (const { path, status } of listed) {
    const state = status === undefined ? null : toServerState(status)
    if (state !== null) states.set(path, state)
  }
  const byPath = new Map(folders.map((folder) => [folder.path, folder]))
  const chosen = chooseFolders(folders, wishes).map(({ path, role, load, reason }): ListedFolder => {
    const folder = byPath.get(path)
    const delimiter = folder?.delimiter ?? null
    return {
      path,
      name: folderSegments(path, delimiter).at(-1) ?? path,
      delimiter,
      role: role.role,
      subscribed: folder?.subscribed ?? false,
      loaded: load,
      reason,
    }
  })
  return { folders: chosen, states }
}

function isStorable(path: string): boolean {
  return path !== '' && path.length <= LONGEST_PATH && path.isWellFormed() && !path.includes('\0')
}

function toServerFolder(entry: ListResponse): ServerFolder {
  const attributes = [...entry.flags]
  // The forerunner XLIST may give INBOX another name; its attribute is taken out of the flags by then.
  if (entry.specialUseSource === 'extension' && entry.specialUse !== undefined) attributes.push(entry.specialUse)
  return { path: entry.path, delimiter: entry.delimiter || null, attributes, subscribed: entry.subscribed }
}

/** Null where the answer lacks what identifies the folder, or was an error. */
export function toServerState(status: StatusObject | false): ServerState | null {
  if (status === false || status.uidValidity === undefined || status.messages === undefined) return null
  return {
    uidValidity: status.uidValidity,
    uidNext: status.uidNext ?? null,
    exists: status.messages,
    highestModseq: status.highestModseq ?? null,
  }
}
