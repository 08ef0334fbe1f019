import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { DatabaseConnection } from '../../platform/database.ts'

/** The whole program as a worker beside others, on the database of a test; each call of the answer starts it once. */
export async function createWorkerProgram(given: {
  connection: DatabaseConnection
  caFile: string
  /** Seals the passwords in that database. */
  key: Buffer
}): Promise<() => ChildProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'besedka-kill-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const keyFile = join(folder, 'key')
  await writeFile(keyFile, `${given.key.toString('base64')}\n`, { mode: 0o600 })
  const { connection } = given
  if ('connectionString' in connection) throw new Error('the test server is reached by its socket')
  const { host, port, user, password, database } = connection
  const env = {
    PATH: '/usr/bin:/bin',
    ROLE: 'worker',
    DATA_DIR: folder,
    SECRET_KEY_FILE: keyFile,
    DATABASE_URL: `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(host)}&port=${port}`,
    MAIL_CA_FILE: given.caFile,
    LOG_LEVEL: 'silent',
  }
  const main = join(import.meta.dirname, '../../main.ts')
  return () => {
    const child = spawn(process.execPath, [main], { env, stdio: 'ignore' })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }
}
