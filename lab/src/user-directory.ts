import { chownSync, mkdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LabError } from './lab-error.ts'
import type { LabUser } from './lab-shapes.ts'
import type { Account } from './program-path.ts'
import { standardFolders } from './standard-folders.ts'

/** Dovecot's users and the home folders of their mail. */
export interface UserDirectory {
  /** One passwd-file per user: Dovecot rereads a known file once a second only, but finds a new one at once. */
  readonly usersDir: string
  readonly users: readonly LabUser[]
  add(user: LabUser): void
  changePassword(address: string, password: string): Promise<void>
  /** The user of this address; throws LAB_UNKNOWN_USER. */
  find(address: string): LabUser
  /** Folder of the user's Maildir. */
  maildir(address: string): string
  /** Gives a path to the account that owns the mail. */
  own(path: string): void
}

/** Keeps the users and their mail below `dir`. */
export function createUserDirectory(dir: string, owner: Account): UserDirectory {
  const usersDir = join(dir, 'users')
  const users: LabUser[] = []
  let versionTime = Math.floor(Date.now() / 1000)
  const asRoot = process.getuid?.() === 0
  const own = (path: string) => {
    if (asRoot) chownSync(path, owner.uid, owner.gid)
  }
  const home = (address: string) => join(dir, 'mail', address)
  const makeFolder = (path: string) => {
    mkdirSync(path, { recursive: true })
    own(path)
  }
  const makeMaildir = (path: string) => {
    for (const part of ['', 'cur', 'new', 'tmp']) makeFolder(join(path, part))
  }
  makeFolder(join(dir, 'mail'))

  mkdirSync(usersDir)
  const writeUser = ({ address, password }: LabUser) => {
    const { uid, gid } = owner
    const file = join(usersDir, address)
    writeFileSync(`${file}.new`, `${address}:{PLAIN}${password}:${uid}:${gid}::${home(address)}::\n`)
    // Dovecot tells versions apart by whole seconds and size.
    versionTime += 1
    utimesSync(`${file}.new`, versionTime, versionTime)
    renameSync(`${file}.new`, file)
  }
  const find = (address: string) => {
    const user = users.find((candidate) => candidate.address === address)
    if (user === undefined) throw new LabError('LAB_UNKNOWN_USER', `the lab has no user ${address}`)
    return user
  }

  return {
    usersDir,
    users,
    own,
    maildir: (address) => join(home(address), 'Maildir'),
    find,
    async changePassword(address, password) {
      const user = find(address)
      user.password = password
      writeUser(user)
      await sleep(1_100)
    },
    add(user) {
      if (users.some(({ address }) => address === user.address)) return
      const maildir = join(home(user.address), 'Maildir')
      makeFolder(home(user.address))
      makeMaildir(maildir)
      // Made here and not by Dovecot's `auto`, which ties a folder's existence to its subscription.
      for (const { name } of standardFolders) makeMaildir(join(maildir, `.${name}`))
      own(writeSubscriptions(maildir, user.subscribed !== false))
      users.push({ ...user })
      writeUser(user)
    },
  }
}

/** Dovecot's list of subscribed folders; returns its path. */
function writeSubscriptions(maildir: string, subscribed: boolean): string {
  const file = join(maildir, 'subscriptions')
  const names = subscribed ? ['INBOX', ...standardFolders.map(({ name }) => name)] : []
  writeFileSync(file, names.map((name) => `${name}\n`).join(''))
  return file
}
