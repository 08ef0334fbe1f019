import { randomUUID } from 'node:crypto'
import { afterAll, inject } from 'vitest'
import { type DatabaseConnection, type OpenDatabase, openDatabase } from '../database.ts'
import { createLogger } from '../log.ts'
import { runAsAdministrator } from './test-server.ts'

/** A migrated, empty database of one test file. */
export interface TestDatabase extends OpenDatabase {
  connection: DatabaseConnection
  name: string
}

/**
 * Clones the migrated template. Call it once at the top of a test file:
 * `const { db } = await createTestDatabase()`. Closed and dropped after the file.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const database = await openTestDatabase()
  afterAll(database.close)
  return database
}

/** The same for use inside a test or a hook: the caller closes it, which drops the database too. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgres')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runAsAdministrator(server, `create database ${name} template ${server.template}`)
  const { host, port, user, password } = server
  const connection = { host, port, user, password, database: name }
  const database = await openDatabase({ connection, log: createLogger('silent'), name: 'besedka-tests' })
  const close = async () => {
    await database.close()
    await runAsAdministrator(server, `drop database if exists ${name} with (force)`)
  }
  return { ...database, connection, name, close }
}
