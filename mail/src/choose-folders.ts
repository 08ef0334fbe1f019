import {
  decideFolderRole,
  type FolderRole,
  folderRoleByName,
  folderSegments,
  isInbox,
  type RoleDecision,
  type ServerFolder,
} from './folder-role.ts'

export type LoadReason = 'inbox' | 'subscribed' | 'no-subscriptions' | 'chosen-by-person'

export type SkipReason =
  | 'drafts'
  | 'trash'
  | 'junk'
  /** Lies below a folder of drafts, deleted letters or spam. */
  | 'inside-excluded'
  /** \Noselect or \NonExistent (RFC 9051 section 7.3.1): holds folders, no letters. */
  | 'not-selectable'
  /** A view of letters that lie in other folders: all of them. */
  | 'view-of-all'
  /** A view of letters that lie in other folders: the marked or important ones. */
  | 'view-of-flagged'
  | 'not-subscribed'
  | 'refused-by-person'

export type FolderChoice = { readonly path: string; readonly role: RoleDecision } & (
  | { readonly load: true; readonly reason: LoadReason }
  | { readonly load: false; readonly reason: SkipReason }
)

/** What a person has decided about single folders of an account, by path. */
export interface FolderWishes {
  readonly load: ReadonlySet<string>
  readonly skip: ReadonlySet<string>
}

const noWishes: FolderWishes = { load: new Set(), skip: new Set() }

const excludedRoles: ReadonlySet<FolderRole> = new Set<FolderRole>(['drafts', 'trash', 'junk'])

function isSelectable(folder: ServerFolder): boolean {
  return !folder.attributes.some((attribute) => /^\\(noselect|nonexistent)$/i.test(attribute))
}

function roleReason(role: FolderRole): SkipReason | null {
  if (role === 'drafts' || role === 'trash' || role === 'junk') return role
  if (role === 'all') return 'view-of-all'
  return role === 'flagged' ? 'view-of-flagged' : null
}

/** A parent need not be listed (RFC 9051 section 6.3.9), so one that is not known speaks by its name alone. */
function liesInsideExcluded(folder: ServerFolder, roles: ReadonlyMap<string, RoleDecision>): boolean {
  if (folder.delimiter === null || folder.delimiter === '') return false
  const segments = folderSegments(folder.path, folder.delimiter)
  for (let depth = 1; depth < segments.length; depth += 1) {
    const above = segments.slice(0, depth)
    const path = above.join(folder.delimiter)
    if (isInbox(path)) continue
    const decision = roles.get(path) ?? folderRoleByName(above)
    if (excludedRoles.has(decision.role)) return true
  }
  return false
}

/**
 * Which folders of an IMAP account are loaded, one answer for each folder given, in the order given.
 *
 * INBOX always is. Folders that cannot be opened, drafts, deleted letters, spam, everything below these three, and the
 * views of all and of marked letters never are, unless a person asks for one. Of the rest the subscribed (active) ones
 * are; where no folder that exists is subscribed, all of the rest. A person's wish beats everything but INBOX and a
 * folder that cannot be opened.
 */
export function chooseFolders(folders: readonly ServerFolder[], wishes: FolderWishes = noWishes): FolderChoice[] {
  const roles = new Map(folders.map((folder) => [folder.path, decideFolderRole(folder)]))
  const hasSubscription = folders.some((folder) => folder.subscribed && isSelectable(folder))
  return folders.map((folder): FolderChoice => {
    const role = roles.get(folder.path) ?? decideFolderRole(folder)
    const choice = { path: folder.path, role }
    if (role.role === 'inbox') return { ...choice, load: true, reason: 'inbox' }
    if (!isSelectable(folder)) return { ...choice, load: false, reason: 'not-selectable' }
    if (wishes.skip.has(folder.path)) return { ...choice, load: false, reason: 'refused-by-person' }
    if (wishes.load.has(folder.path)) return { ...choice, load: true, reason: 'chosen-by-person' }
    const excluded = roleReason(role.role)
    if (excluded) return { ...choice, load: false, reason: excluded }
    if (liesInsideExcluded(folder, roles)) return { ...choice, load: false, reason: 'inside-excluded' }
    if (!hasSubscription) return { ...choice, load: true, reason: 'no-subscriptions' }
    return folder.subscribed
      ? { ...choice, load: true, reason: 'subscribed' }
      : { ...choice, load: false, reason: 'not-subscribed' }
  })
}

export type FolderWishProblem =
  | { readonly code: 'FOLDER_INBOX_REFUSED'; readonly path: string }
  | { readonly code: 'FOLDER_ROLE_TWICE'; readonly role: FolderRole; readonly paths: readonly string[] }
  | { readonly code: 'FOLDER_UNKNOWN'; readonly path: string }

const singleRoles: ReadonlySet<FolderRole> = new Set<FolderRole>([
  'inbox',
  'sent',
  'drafts',
  'trash',
  'junk',
  'archive',
])

/**
 * What forbids saving a person's folder settings: INBOX left out, one role given to two folders, a folder that the server
 * does not have. An empty list means they may be saved.
 */
export function checkFolderWishes(
  folders: readonly ServerFolder[],
  wishes: FolderWishes,
  roleByPath: ReadonlyMap<string, FolderRole> = new Map(),
): FolderWishProblem[] {
  const problems: FolderWishProblem[] = []
  const known = new Map(folders.map((folder) => [folder.path, folder]))
  for (const path of new Set([...wishes.load, ...wishes.skip, ...roleByPath.keys()])) {
    if (!known.has(path)) problems.push({ code: 'FOLDER_UNKNOWN', path })
  }
  for (const path of wishes.skip) {
    const folder = known.get(path)
    if (folder && decideFolderRole(folder).role === 'inbox') problems.push({ code: 'FOLDER_INBOX_REFUSED', path })
  }
  for (const role of singleRoles) {
    const paths = [...roleByPath].filter(([, mapped]) => mapped === role).map(([path]) => path)
    if (paths.length > 1) problems.push({ code: 'FOLDER_ROLE_TWICE', role, paths })
  }
  return problems
}
