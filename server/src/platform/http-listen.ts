import type { FastifyInstance } from 'fastify'
import { StartError } from './start-error.ts'

const PATIENCE_MS = 5_000

export interface ListenAddress {
  host: string
  /** 0 takes a free one. */
  port: number
}

/** Begins to answer and returns the port. Throws `LISTEN_FAILED`. */
export async function listenHttp(app: FastifyInstance, { host, port }: ListenAddress): Promise<number> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const reason =
      code === 'EADDRINUSE'
        ? `${host}:${port} is in use by another program. Stop that one, or give this one another PORT.`
        : `Besedka cannot listen on ${host}:${port} (${String(code ?? error)}). HOST and PORT say where it listens.`
    throw new StartError('LISTEN_FAILED', reason, { cause: error })
  }
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** Takes no new request, lets the running ones end, and cuts off those that take too long. */
export async function closeHttp(app: FastifyInstance): Promise<void> {
  const cutOff = setTimeout(() => app.server.closeAllConnections(), PATIENCE_MS)
  try {
    await app.close()
  } finally {
    clearTimeout(cutOff)
  }
}

/** The address that people type: HOST may say "everywhere", which no browser opens. */
export function shownOrigin({ host, port }: ListenAddress): string {
  const isEverywhere = host === '0.0.0.0' || host === '::' || host === ''
  const name = isEverywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}`
}

/** True where HOST or BASE_URL lets others than this machine reach the program. */
export function isOpenToOthers({ host, baseUrl }: { host: string; baseUrl: string | undefined }): boolean {
  return !isThisMachine(host) || (baseUrl !== undefined && !isThisMachine(new URL(baseUrl).hostname))
}

/** True for a name or address that only this machine can reach. */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
