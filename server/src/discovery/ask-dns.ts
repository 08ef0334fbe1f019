import type { Resolver } from 'node:dns/promises'
import type { Told } from './discovery-trace.ts'

const NOTHING = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'ENONAME'])

/** Mail servers of a domain; none is a value of its own. Never throws, never waits longer than it may. */
export function askMx(names: Resolver, domain: string, timeoutMs: number) {
  return askRecords(() => names.resolveMx(domain), timeoutMs)
}

/** SRV records under one name, as they are: "." stands for a service that is said not to be offered. */
export function askSrv(names: Resolver, name: string, timeoutMs: number) {
  return askRecords(() => names.resolveSrv(name), timeoutMs)
}

async function askRecords<Row>(ask: () => Promise<Row[]>, timeoutMs: number): Promise<Told<Row[]>> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeoutMs)
  })
  try {
    const rows = await Promise.race([ask(), late])
    if (rows === 'late') return { code: 'CONNECTION_TIMEOUT' }
    return rows.length === 0 ? { code: 'NOTHING' } : { code: 'FOUND', value: rows.slice(0, 20) }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : ''
    // A name server that refuses or does not answer proves nothing.
    return { code: NOTHING.has(reason) ? 'NOTHING' : reason === 'EBADRESP' ? 'ANSWER_MALFORMED' : 'CONNECTION_TIMEOUT' }
  } finally {
    clearTimeout(timer)
  }
}
