import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from './start-error.ts'

/** A numbered SQL file. */
export interface Migration {
  number: number
  name: string
  sha256: string
  sql: string
}

/** A row of the `migrations` table. */
export interface AppliedMigration {
  number: number
  name: string
  sha256: string
}

/** The program's own migrations. */
export const MIGRATIONS_DIR = join(import.meta.dirname, '../../migrations')

/** Reads `0001-name.sql` ... in order. Throws `MIGRATIONS_UNUSABLE` for a gap, a double number or a strange name. */
export async function readMigrations(dir: string = MIGRATIONS_DIR): Promise<Migration[]> {
  const files = (await readdir(dir)).filter((file) => file.endsWith('.sql')).sort()
  const migrations: Migration[] = []
  for (const file of files) {
    const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file)
    if (match === null || Number(match[1]) !== migrations.length + 1) {
      const expected = String(migrations.length + 1).padStart(4, '0')
      throw new StartError('MIGRATIONS_UNUSABLE', `${file}: the next migration has to be called ${expected}-name.sql.`)
    }
    const sql = await readFile(join(dir, file), 'utf8')
    const sha256 = createHash('sha256').update(sql).digest('hex')
    migrations.push({ number: migrations.length + 1, name: match[2] ?? file, sha256, sql })
  }
  return migrations
}

/**
 * Decides what is to be applied. Throws `DATABASE_NEWER` when the database knows a migration that the program does not,
 * and `MIGRATION_CHANGED` when an applied file is no longer the one that was applied.
 */
export function planMigrations(known: Migration[], applied: AppliedMigration[]): Migration[] {
  for (const row of applied) {
    const file = known[row.number - 1]
    if (file === undefined) {
      throw new StartError(
        'DATABASE_NEWER',
        `The database was made by a newer version of the program (migration ${row.number}, ${row.name}). ` +
          'Start that version, or restore a backup made before the update.',
      )
    }
    if (file.sha256 !== row.sha256) {
      throw new StartError(
        'MIGRATION_CHANGED',
        `Migration ${row.number} (${row.name}) was applied in another form than the file now has. ` +
          'An applied migration is never edited: restore the file and add a new one.',
      )
    }
  }
  return known.slice(applied.length)
}
