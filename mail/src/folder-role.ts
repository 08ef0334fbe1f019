import { type FolderNames, folderNamesByLanguage, type NamedRole } from './folder-names.ts'

export type FolderRole = 'inbox' | 'sent' | 'drafts' | 'trash' | 'junk' | 'archive' | 'all' | 'flagged' | 'normal'

/** What a server said about one folder in its LIST answer; `path` is already decoded from modified UTF-7. */
export interface ServerFolder {
  readonly path: string
  /** Hierarchy separator of this folder, null where the server has a flat list. */
  readonly delimiter: string | null
  /** LIST attributes as sent, for example `\HasNoChildren`, `\Sent`. */
  readonly attributes: readonly string[]
  readonly subscribed: boolean
}

export interface RoleDecision {
  readonly role: FolderRole
  readonly reason: 'inbox' | 'attribute' | 'name' | 'none'
  /** The attribute, or the language of the name, that decided. */
  readonly evidence: string | null
}

const roleByAttribute: ReadonlyMap<string, FolderRole> = new Map([
  // RFC 6154 section 2
  ['\\all', 'all'],
  ['\\archive', 'archive'],
  ['\\drafts', 'drafts'],
  ['\\flagged', 'flagged'],
  ['\\junk', 'junk'],
  ['\\sent', 'sent'],
  ['\\trash', 'trash'],
  // RFC 8457 section 3: like \Flagged a view of letters that lie elsewhere
  ['\\important', 'flagged'],
  // XLIST, the forerunner that some servers still answer with
  ['\\allmail', 'all'],
  ['\\spam', 'junk'],
  ['\\starred', 'flagged'],
  ['\\inbox', 'inbox'],
])

const virtualNames: Readonly<Record<'all' | 'flagged', readonly string[]>> = {
  all: ['All Mail', 'Вся почта', 'Уся пошта', 'Alle Nachrichten', 'Tous les messages', 'Todos', 'Tutti i messaggi'],
  flagged: ['Starred', 'Important', 'Помеченные', 'Важное', 'Важные', 'Із зірочкою', 'Markiert', 'Wichtig', 'Suivis'],
}

/** Case, accents, ё, width, spaces and punctuation do not tell names apart: "Junk E-mail" is "junkemail". */
function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

function buildNameTable(): ReadonlyMap<string, { role: NamedRole; language: string }> {
  const table = new Map<string, { role: NamedRole; language: string }>()
  const roles: readonly NamedRole[] = ['sent', 'drafts', 'trash', 'junk', 'archive']
  for (const [language, names] of Object.entries<FolderNames>(folderNamesByLanguage)) {
    for (const role of roles) {
      for (const name of names[role]) {
        const key = foldName(name)
        if (!table.has(key)) table.set(key, { role, language })
      }
    }
  }
  return table
}

const roleByName = buildNameTable()
const virtualRoleByName: ReadonlyMap<string, FolderRole> = new Map([
  ...virtualNames.all.map((name): [string, FolderRole] => [foldName(name), 'all']),
  ...virtualNames.flagged.map((name): [string, FolderRole] => [foldName(name), 'flagged']),
])

/** The path cut at its separator; a flat list has one segment. */
export function folderSegments(path: string, delimiter: string | null): string[] {
  return delimiter ? path.split(delimiter) : [path]
}

/** RFC 3501 section 5.1: INBOX is one mailbox in any case, and only at the top. */
export function isInbox(path: string): boolean {
  return path.toUpperCase() === 'INBOX'
}

/**
 * Role by the last segment of a path alone. A name decides at any depth ("INBOX.Trash", "Archive/Spam"); the views of all
 * and of marked letters count by name only below a root in brackets such as "[Gmail]", because elsewhere a folder
 * "Important" holds letters of its own.
 */
export function folderRoleByName(segments: readonly string[]): RoleDecision {
  const last = segments.at(-1) ?? ''
  const key = foldName(last)
  const named = roleByName.get(key)
  if (named) return { role: named.role, reason: 'name', evidence: named.language }
  const virtual = segments.length > 1 && /^\[.+\]$/.test(segments[0] ?? '') ? virtualRoleByName.get(key) : undefined
  if (virtual) return { role: virtual, reason: 'name', evidence: null }
  return { role: 'normal', reason: 'none', evidence: null }
}

/**
 * What a server folder is for: INBOX by its path, then by SPECIAL-USE attribute (RFC 6154), then by name in some forty
 * languages. An attribute always beats a name: a server that marks "Archive" as \Trash means it.
 */
export function decideFolderRole(folder: Pick<ServerFolder, 'path' | 'delimiter' | 'attributes'>): RoleDecision {
  if (isInbox(folder.path)) return { role: 'inbox', reason: 'inbox', evidence: null }
  for (const attribute of folder.attributes) {
    const role = roleByAttribute.get(attribute.toLowerCase())
    if (role) return { role, reason: 'attribute', evidence: attribute }
  }
  return folderRoleByName(folderSegments(folder.path, folder.delimiter))
}
