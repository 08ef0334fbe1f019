import { type DatabaseConnection, type OpenDatabase, openDatabase } from './database.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import type { Logger } from './log.ts'
import { migrate } from './migrate.ts'
import type { StartError } from './start-error.ts'

export interface StorageOptions {
  dataDir: string
  /** A server of the operator; otherwise the embedded one is started in `dataDir`. */
  databaseUrl: string | undefined
  log: Logger
  poolSize?: number
  /** The embedded server went down by itself: the process should end. */
  onLost: (error: StartError) => void
}

/** The migrated database, wherever it lies. */
export interface Storage extends OpenDatabase {
  connection: DatabaseConnection
  /** True for the embedded server: nobody else works on this data. */
  isOnlyProcess: boolean
  /** Closes the pool, then stops the embedded server. */
  close(): Promise<void>
}

/** Starts or reaches the database, opens it and brings it up to this program. Throws a StartError and leaves nothing running. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { dataDir, databaseUrl, log } = options
  const embedded =
    databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDir, log, onUnexpectedExit: options.onLost })
      : undefined
  const connection = embedded?.connection ?? { connectionString: databaseUrl ?? '' }
  try {
    const database = await openMigrated(connection, options)
    const close = async () => {
      await database.close()
      await embedded?.stop()
    }
    return { ...database, connection, isOnlyProcess: embedded !== undefined, close }
  } catch (error) {
    await embedded?.stop()
    throw error
  }
}

async function openMigrated(connection: DatabaseConnection, { log, poolSize }: StorageOptions): Promise<OpenDatabase> {
  const database = await openDatabase({ connection, log, ...(poolSize !== undefined && { poolSize }) })
  try {
    await migrate(database.pool, log)
    return database
  } catch (error) {
    await database.close()
    throw error
  }
}
