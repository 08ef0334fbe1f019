import { execFile } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { KeyPair } from './lab-certificates.ts'
import { LabError } from './lab-error.ts'
import type { LabServer } from './lab-shapes.ts'
import { createLookupServer } from './lookup-server.ts'
import type { ParentGuard } from './parent-guard.ts'
import { type PostfixLayout, type PostfixTables, postfixMain, postfixMaster, postfixTables } from './postfix-config.ts'
import { requireProgram } from './program-path.ts'
import { readLog } from './server-log.ts'
import { createServerProcess } from './server-process.ts'

const run = promisify(execFile)
const settled = new Date(2020, 0, 1)

export interface PostfixOptions extends Omit<PostfixLayout, 'certificateFile' | 'keyFile'> {
  certificate: KeyPair
  addresses: readonly string[]
  answers: ReadonlyMap<string, string>
  outsideMailbox?: string | undefined
  /** Asked where senders must have received first. */
  hasReceived(address: string): boolean
  guard: ParentGuard
}

/** What the lab may change in a running submission server. */
export interface SubmissionServer extends LabServer {
  acceptAddresses(addresses: readonly string[]): Promise<void>
  setAnswers(answers: ReadonlyMap<string, string>): Promise<void>
  log(): string
}

/** A Postfix instance with its own configuration, queue and log below `dir`. Needs root. */
export async function createPostfix(options: PostfixOptions): Promise<SubmissionServer> {
  const { dir } = options
  const etc = join(dir, 'etc')
  makeQueue(dir)
  const layout = { ...options, certificateFile: join(etc, 'server.crt'), keyFile: join(etc, 'server.key') }
  writeFileSync(layout.certificateFile, options.certificate.certificate)
  writeFileSync(layout.keyFile, options.certificate.key, { mode: 0o600 })
  writeFileSync(join(etc, 'main.cf'), postfixMain(layout))
  // Postfix waits two seconds for a configuration that was written just now to settle.
  utimesSync(join(etc, 'main.cf'), settled, settled)
  writeFileSync(join(etc, 'master.cf'), postfixMaster(layout))

  let addresses: ReadonlySet<string> = new Set(options.addresses)
  let answers = options.answers
  const { outsideMailbox, hasReceived } = options
  const tables = postfixTables({ addresses: () => addresses, answers: () => answers, outsideMailbox, hasReceived })
  const lookup = createLookupServer(options.ports.lookup, (table, key) =>
    isTable(tables, table) ? tables[table](key.toLowerCase()) : undefined,
  )

  const log = () => readLog(join(dir, 'log'))
  const { stdout: daemons } = await run(requireProgram('postconf', 'postfix'), ['-c', etc, '-h', 'daemon_directory'])
  const { smtp, submission, smtps } = options.ports
  const server = createServerProcess({
    name: 'postfix',
    program: join(daemons.trim(), 'master'),
    args: ['-c', etc],
    ports: [smtp, submission, smtps],
    guard: options.guard,
    readLog: log,
  })
  return {
    ...server,
    log,
    async start() {
      await lookup.start()
      await server.start()
    },
    async stop() {
      await server.stop()
      await lookup.stop()
    },
    async kill() {
      await server.kill()
      await lookup.stop()
    },
    async acceptAddresses(accepted) {
      addresses = new Set(accepted)
    },
    async setAnswers(changed) {
      answers = changed
    },
  }
}

function isTable(tables: PostfixTables, name: string): name is keyof PostfixTables {
  return Object.hasOwn(tables, name)
}

// The folders `postfix check` would make. Making them here saves its two seconds of shell.
const privateFolders =
  'active bounce corrupt defer deferred flush hold incoming private saved trace maildrop public'.split(' ')

function makeQueue(dir: string): void {
  const postfix = accountId('/etc/passwd', 'postfix')
  const postdrop = accountId('/etc/group', 'postdrop')
  for (const folder of ['etc', 'spool', 'spool/pid']) mkdirSync(join(dir, folder), { recursive: true })
  mkdirSync(join(dir, 'data'), { mode: 0o700 })
  chownSync(join(dir, 'data'), postfix, 0)
  for (const folder of privateFolders) {
    const path = join(dir, 'spool', folder)
    const isPublic = folder === 'public' || folder === 'maildrop'
    mkdirSync(path)
    chownSync(path, postfix, isPublic ? postdrop : 0)
    chmodSync(path, isPublic ? 0o730 : 0o700)
  }
}

function accountId(file: string, name: string): number {
  const row = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .find((fields) => fields[0] === name)
  if (row?.[2] === undefined)
    throw new LabError('LAB_PROGRAM_MISSING', `${name} is not in ${file}: apt-get install postfix`)
  return Number(row[2])
}
