/** Started by tests as a process of its own: runs the embedded server on the folder given and says where. */
import { startEmbeddedPostgres } from '../embedded-postgres.ts'
import { createLogger } from '../log.ts'
import { StartError } from '../start-error.ts'

try {
  const server = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '', log: createLogger('silent') })
  process.stdout.write(`${JSON.stringify({ pid: server.pid, connection: server.connection })}\n`)
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)))
} catch (error) {
  const code = error instanceof StartError ? error.code : String(error)
  process.stdout.write(`${JSON.stringify({ code })}\n`)
  process.exitCode = 1
}
