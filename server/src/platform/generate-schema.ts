import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from './database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { createLogger } from './log.ts'
import { migrate } from './migrate.ts'
import { renderSchemaSql } from './render-schema-sql.ts'
import { renderSchemaTypes } from './render-schema-types.ts'
import { readCatalog } from './schema-catalog.ts'

const SCHEMA_FILE = join(import.meta.dirname, '../../schema.sql')
const TYPES_FILE = join(import.meta.dirname, 'schema.gen.ts')

/** Migrates an empty database of a server made for it, and returns what the two generated files have to hold. */
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

/** Writes both files, or with `--check` only says whether they are up to date (exit code 1 if not). */
async function main(): Promise<void> {
  const { schemaSql, types } = await generateSchema()
  const files: [string, string][] = [
    [SCHEMA_FILE, schemaSql],
    [TYPES_FILE, types],
  ]
  for (const [path, text] of files) {
    if ((await readFile(path, 'utf8').catch(() => '')) === text) continue
    if (process.argv.includes('--check')) {
      console.error(`${path} is not what the migrations make: run npm run generate`)
      process.exitCode = 1
    } else {
      await writeFile(path, text)
    }
  }
}

if (import.meta.main) await main()
