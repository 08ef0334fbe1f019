import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { StartError } from './start-error.ts'

const run = promisify(execFile)

/** Unprivileged account under which PostgreSQL runs when the program itself is root; PostgreSQL refuses root. */
export interface PostgresAccount {
  uid: number
  gid: number
}

/** In order of preference: an account made for this program shares its files with nothing else. */
const ACCOUNT_NAMES = ['besedka', 'nobody']

/**
 * Picks the account for PostgreSQL: undefined when the program is not root (it then runs as the caller).
 * Throws `DATABASE_ACCOUNT_MISSING` where no candidate exists.
 */
export async function pickPostgresAccount(): Promise<PostgresAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of ACCOUNT_NAMES) {
    const fields = lines.find((line) => line[0] === name)
    const [uid, gid] = [Number(fields?.[2]), Number(fields?.[3])]
    if (uid > 0 && gid > 0) return { uid, gid }
  }
  throw new StartError(
    'DATABASE_ACCOUNT_MISSING',
    `PostgreSQL does not run as root and none of the accounts ${ACCOUNT_NAMES.join(', ')} exists. ` +
      'Create one (useradd --system besedka), start as another user, or set DATABASE_URL.',
  )
}

/** Command line that runs what follows as the account, with no other group. */
export function runAs(account: PostgresAccount | undefined): string[] {
  if (account === undefined) return []
  return ['setpriv', '--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups', '--']
}

/** Asks the system itself whether the account may execute `path`: folder modes, groups and access lists all count. */
export async function canExecute(account: PostgresAccount | undefined, path: string): Promise<boolean> {
  const [command, ...args] = [...runAs(account), 'test', '-x', path]
  try {
    await run(command, args)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new StartError('DATABASE_START_FAILED', 'The command setpriv (package util-linux) is missing.', {
        cause: error,
      })
    }
    return false
  }
}
