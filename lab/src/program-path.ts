import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { LabError } from './lab-error.ts'

// Debian keeps servers in sbin, which is not in an ordinary user's PATH.
const extraFolders = ['/usr/local/sbin', '/usr/sbin', '/sbin']

/** Full path of an installed program, or undefined. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...extraFolders].filter((folder) => folder !== '')
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

/** Full path of an installed program; throws LAB_PROGRAM_MISSING with the Debian package to install. */
export function requireProgram(name: string, debianPackage: string): string {
  const path = findProgram(name)
  if (path !== undefined) return path
  throw new LabError('LAB_PROGRAM_MISSING', `${name} is not installed: apt-get install ${debianPackage}`)
}

/** User id, group id and names that own the mail and run the servers that need no root rights. */
export interface Account {
  uid: number
  gid: number
  user: string
  group: string
}

/** The account mail belongs to: `nobody` when started by root, else the caller. */
export function mailOwner(): Account {
  const uid = process.getuid?.() ?? 0
  const gid = process.getgid?.() ?? 0
  return uid === 0 ? namedAccount(65534, 65534) : namedAccount(uid, gid)
}

function namedAccount(uid: number, gid: number): Account {
  return { uid, gid, user: nameOf('/etc/passwd', uid), group: nameOf('/etc/group', gid) }
}

function nameOf(file: string, id: number): string {
  const row = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => fields[2] === String(id))
  if (row?.[0] === undefined) throw new LabError('LAB_NOT_AVAILABLE', `id ${id} has no name in ${file}`)
  return row[0]
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
