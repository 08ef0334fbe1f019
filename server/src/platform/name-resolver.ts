import { lookup, Resolver } from 'node:dns/promises'
import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import { AppError, type Outcome } from './app-error.ts'

/** Turns host names into addresses. */
export interface NameResolver {
  /** Addresses of a host, at least one; an address stands for itself. */
  findAddresses(host: string): Promise<Outcome<string[]>>
  /** For other records (MX, SRV, TXT); asks the same servers. */
  records: Resolver
}

/** Codes that say the name does not exist, from getaddrinfo and from DNS itself. */
const UNKNOWN_CODES = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'ENONAME', 'EAI_NONAME', 'EAI_NODATA'])

/** With `dnsServers` (`address` or `address:port`) nothing else is asked, the system's hosts file included. */
export function createNameResolver(dnsServers: readonly string[], timeoutMs = 5_000): NameResolver {
  const records = new Resolver({ timeout: timeoutMs, tries: 2 })
  if (dnsServers.length > 0) records.setServers([...dnsServers])
  const find = dnsServers.length > 0 ? (name: string) => askServers(records, name) : askSystem
  const findAddresses = async (host: string): Promise<Outcome<string[]>> => {
    if (isIP(host) !== 0) return { ok: true, value: [host] }
    const name = domainToASCII(host.replace(/\.$/, ''))
    if (name === '') return { ok: false, error: new AppError('HOST_UNKNOWN', { host }) }
    try {
      const addresses = await find(name)
      return addresses.length > 0 ? { ok: true, value: addresses } : fail(host, 'ENODATA')
    } catch (error) {
      return fail(host, readCode(error), error)
    }
  }
  return { findAddresses, records }
}

async function askSystem(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address)
}

async function askServers(resolver: Resolver, name: string): Promise<string[]> {
  const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)])
  const addresses = [ipv4, ipv6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (addresses.length === 0 && ipv4.status === 'rejected') throw ipv4.reason
  return addresses
}

/** A name server that does not answer is no proof that the name does not exist: that one is worth trying again. */
function fail(host: string, reason: string, cause?: unknown): Outcome<never> {
  const code = UNKNOWN_CODES.has(reason) ? 'HOST_UNKNOWN' : 'CONNECTION_TIMEOUT'
  return { ok: false, error: new AppError(code, { host, step: 'dns', reason }, { cause }) }
}

function readCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
}
