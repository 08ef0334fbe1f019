import { chownSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LabError, type LabUser } from './lab-types.ts'
import type { Account } from './program-path.ts'
import { standardFolders } from './standard-folders.ts'

/** Dovecot's list of users and the home folders of their mail. */
export interface UserDirectory {
  readonly usersFile: string
  readonly users: readonly LabUser[]
  add(user: LabUser): void
  /** The user of this address; throws LAB_UNKNOWN_USER. */
  find(address: string): LabUser
  /** Folder of the user's Maildir. */
  maildir(address: string): string
  /** Gives a path to the account that owns the mail. */
  own(path: string): void
}

/** Keeps the users below `dir`; Dovecot reads the list anew whenever it changes. */
export function createUserDirectory(dir: string, owner: Account): UserDirectory {
  const usersFile = join(dir, 'users')
  const users: LabUser[] = []
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

  function writeUsers() {
    const { uid, gid } = owner
    const lines = users.map(
      (user) => `${user.address}:{PLAIN}${user.password}:${uid}:${gid}::${home(user.address)}::\n`,
    )
    writeFileSync(`${usersFile}.new`, lines.join(''))
    renameSync(`${usersFile}.new`, usersFile)
  }
  writeUsers()

  return {
    usersFile,
    users,
    own,
    maildir: (address) => join(home(address), 'Maildir'),
    find(address) {
      const user = users.find((candidate) => candidate.address === address)
      if (user === undefined) throw new LabError('LAB_UNKNOWN_USER', `the lab has no user ${address}`)
      return user
    },
    add(user) {
      if (users.some(({ address }) => address === user.address)) return
      const maildir = join(home(user.address), 'Maildir')
      makeFolder(home(user.address))
      makeMaildir(maildir)
      // Made here and not by Dovecot's `auto`, which ties a folder's existence to its subscription.
      for (const { name } of standardFolders) makeMaildir(join(maildir, `.${name}`))
      const subscriptions = join(maildir, 'subscriptions')
      const names = user.subscribed === false ? [] : ['INBOX', ...standardFolders.map(({ name }) => name)]
      writeFileSync(subscriptions, names.map((name) => `${name}\n`).join(''))
      own(subscriptions)
      users.push(user)
      writeUsers()
    },
  }
}
