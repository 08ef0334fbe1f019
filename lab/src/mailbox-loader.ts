import { existsSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImapFlow } from 'imapflow'
import type { UserDirectory } from './user-directory.ts'

/** IMAP system flags a letter can be loaded with. */
export type LetterFlag = '\\Seen' | '\\Answered' | '\\Flagged' | '\\Deleted' | '\\Draft'

export interface AppendOptions {
  flags?: readonly LetterFlag[]
  /** INTERNALDATE (RFC 3501 2.3.3), whole seconds. Default: now. */
  internalDate?: Date
}

/** A letter with options of its own, for a load of many. */
export interface LoadedLetter extends AppendOptions {
  source: Buffer | string
}

export interface MailboxLoader {
  /**
   * Puts letters into a folder by writing Dovecot's Maildir directly: thousands in a second, byte for byte (Dovecot
   * shows a bare LF as CRLF). UIDs follow the order given. The folder is made when it is missing. Returns the count.
   * `folder` uses the server's separator.
   */
  append(
    address: string,
    folder: string,
    letters: Buffer | string | Iterable<Buffer | string | LoadedLetter>,
    options?: AppendOptions,
  ): Promise<number>
  createFolder(address: string, folder: string, options?: { subscribe?: boolean }): Promise<void>
  deleteFolder(address: string, folder: string): Promise<void>
  subscribe(address: string, folder: string): Promise<void>
  unsubscribe(address: string, folder: string): Promise<void>
}

// Maildir's info letters, in the ASCII order its readers expect.
const flagLetters: readonly [LetterFlag, string][] = [
  ['\\Draft', 'D'],
  ['\\Flagged', 'F'],
  ['\\Answered', 'R'],
  ['\\Seen', 'S'],
  ['\\Deleted', 'T'],
]

const started = Math.floor(Date.now() / 1000)
let written = 0

export function createMailboxLoader(
  directory: UserDirectory,
  separator: string,
  withClient: (address: string, work: (client: ImapFlow) => Promise<unknown>) => Promise<void>,
): MailboxLoader {
  const folderPath = (address: string, folder: string) => {
    const maildir = directory.maildir(address)
    return folder.toUpperCase() === 'INBOX' ? maildir : join(maildir, `.${folder.split(separator).join('.')}`)
  }

  async function createFolder(address: string, folder: string, options: { subscribe?: boolean } = {}) {
    const subscribe = options.subscribe ?? directory.find(address).subscribed !== false
    await withClient(address, async (client) => {
      await client.mailboxCreate(folder)
      if (subscribe) await client.mailboxSubscribe(folder)
      else await client.mailboxUnsubscribe(folder)
    })
  }

  return {
    createFolder,
    async append(address, folder, letters, options = {}) {
      directory.find(address)
      const path = folderPath(address, folder)
      if (!existsSync(join(path, 'cur'))) await createFolder(address, folder)
      let count = 0
      for (const letter of lettersOf(letters)) {
        writeLetter(path, { ...options, ...letter }, directory.own)
        count += 1
      }
      return count
    },
    deleteFolder: (address, folder) => withClient(address, (client) => client.mailboxDelete(folder)),
    subscribe: (address, folder) => withClient(address, (client) => client.mailboxSubscribe(folder)),
    unsubscribe: (address, folder) => withClient(address, (client) => client.mailboxUnsubscribe(folder)),
  }
}

function* lettersOf(letters: Buffer | string | Iterable<Buffer | string | LoadedLetter>): Iterable<LoadedLetter> {
  if (typeof letters === 'string' || Buffer.isBuffer(letters)) {
    yield { source: letters }
    return
  }
  for (const letter of letters) {
    yield typeof letter === 'string' || Buffer.isBuffer(letter) ? { source: letter } : letter
  }
}

function writeLetter(folder: string, letter: LoadedLetter, own: (path: string) => void): void {
  written += 1
  const bytes = typeof letter.source === 'string' ? Buffer.from(letter.source) : letter.source
  // Dovecot numbers new files in the order of their names, so the counter keeps the order of the load.
  const name = `${started}.M${String(written).padStart(9, '0')}P${process.pid}.lab,S=${bytes.length}`
  const temporary = join(folder, 'tmp', name)
  writeFileSync(temporary, bytes)
  own(temporary)
  if (letter.internalDate !== undefined) utimesSync(temporary, letter.internalDate, letter.internalDate)
  const info = flagLetters.filter(([flag]) => letter.flags?.includes(flag)).map(([, character]) => character)
  renameSync(temporary, join(folder, 'cur', `${name}:2,${info.join('')}`))
}
