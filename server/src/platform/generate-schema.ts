import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from './database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { createLogger } from './log.ts'
import { migrate } from './migrate.ts'
import { renderSchemaSql } from './render-schema-sql.ts'
import { renderSchemaTypes } from './render-schema-types.ts'
import { readCatalog } from './schema-catalog.ts'

/**
 * Migrates an empty database of a server made for it, and returns what `server/schema.sql` and
 * `server/src/platform/schema.gen.ts` have to hold. Takes one to two seconds.
 */
export async function generateSchema(): Promise<{ schemaSql: string; types: string }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'besedka-schema-'))
  const log = createLogger('silent')
  const postgres = await startEmbeddedPostgres({ dataDir, log, purpose: 'tests' })
  try {
    const database = await openDatabase({ connection: postgres.connection, log, poolSize: 2 })
    try {
      await migrate(database.pool, log)
      const client = await database.pool.connect()
      const catalog = await readCatalog(client)
      client.release()
      return { schemaSql: renderSchemaSql(catalog), types: renderSchemaTypes(catalog) }
    } finally {
      await database.close()
    }
  } finally {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
