import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Program, startProgram } from '@besedka/lab/start-program'
import { startEmbeddedPostgres } from '@besedka/server/platform/embedded-postgres'
import { createLogger } from '@besedka/server/platform/log'
import pg from 'pg'

/** The program on a PostgreSQL that the bench may ask too. */
export interface BenchProgram {
  program: Program
  pool: pg.Pool
  stop(): Promise<void>
}

/** Starts both in a folder of their own, with the settings that the program's own database has. */
export async function startBenchProgram(options: { caFile?: string } = {}): Promise<BenchProgram> {
  const dir = await mkdtemp(join(tmpdir(), 'besedka-bench-'))
  const postgres = await startEmbeddedPostgres({ dataDir: join(dir, 'database'), log: createLogger('silent') })
  const { host, port, user, password, database } = postgres.connection
  const pool = new pg.Pool({ ...postgres.connection, max: 2 })
  pool.on('error', () => undefined)
  const query = new URLSearchParams({ host, port: String(port) }).toString()
  const program = await startProgram({
    dataDir: join(dir, 'data'),
    caFile: options.caFile ?? '',
    env: {
      DATABASE_URL: `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@/${database}?${query}`,
    },
  })
  const stop = async () => {
    await program.stop()
    await pool.end()
    await postgres.stop()
    await rm(dir, { recursive: true, force: true })
  }
  return { program, pool, stop }
}

/** The values at the middle, at the 95th of a hundred, and the highest. */
export function percentiles(values: readonly number[]): { p50: number; p95: number; max: number } {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { p50: at(0.5), p95: at(0.95), max: sorted.at(-1) ?? 0 }
}

/** Milliseconds of each of `rounds` runs. */
export async function timeEach(rounds: number, run: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    await run(round)
    times.push(performance.now() - start)
  }
  return times
}
