import { readFile } from 'node:fs/promises'
import type { health } from '@besedka/contract/health'
import { AppError } from './app-error.ts'
import type { Bindings, ByteAnswer } from './http-binding.ts'
import type { Metrics } from './metrics.ts'

export interface HealthDeps {
  /** False before the start is over and from the first word of a stop on. */
  isServing(): boolean
  /** Rejects where the database does not answer. */
  askDatabase(): Promise<unknown>
  metrics: Metrics
  /** The generated description of the API. */
  openApiFile: string
}

const PATIENCE_MS = 2_000

/** What watches the program asks of it. */
export function bindHealth(deps: HealthDeps): Bindings<typeof health> {
  return {
    healthz: { stream: () => (deps.isServing() ? plain('ok\n') : plain('not serving\n', 503)) },
    readyz: { stream: () => tellReady(deps) },
    metrics: {
      stream: async () => ({
        headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8', 'cache-control': 'no-store' },
        body: await deps.metrics.render(),
      }),
    },
    openapi: { stream: () => describeApi(deps.openApiFile) },
  }
}

async function tellReady(deps: HealthDeps): Promise<ByteAnswer> {
  if (!deps.isServing()) return plain('not serving\n', 503)
  const patience = Promise.withResolvers<never>()
  const timer = setTimeout(() => patience.reject(new AppError('DATABASE_UNREACHABLE')), PATIENCE_MS)
  try {
    await Promise.race([deps.askDatabase(), patience.promise])
  } catch (error) {
    throw new AppError('DATABASE_UNREACHABLE', {}, { cause: error })
  } finally {
    clearTimeout(timer)
  }
  return plain('ready\n')
}

async function describeApi(file: string): Promise<ByteAnswer> {
  return { headers: { 'content-type': 'application/json; charset=utf-8' }, body: await readFile(file) }
}

function plain(body: string, status = 200): ByteAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }, body }
}
