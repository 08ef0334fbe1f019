import { setTimeout as sleep } from 'node:timers/promises'
import { type Surmise, usualServers } from '@besedka/mail/discovery/discovery-addresses'
import type { Finding, FoundServer, IncomingServer, Source, Trust } from '@besedka/mail/discovery/discovery-types'
import type { ProbeVerdict } from '@besedka/mail/discovery/rank-candidates'
import type { Dialler } from '../platform/dialler.ts'
import type { ProbeCode } from './discovery-trace.ts'
import type { Search } from './gather-findings.ts'
import { readProbeCode } from './probe-failure.ts'
import { type ProbedServer, probeServer } from './probe-server.ts'

export interface TryDeps {
  dialler: Dialler
  /** Any port may be asked: the operator vouches for the network. */
  allowAnyPort: boolean
}

/** Ports of mail. Whoever names another one shall not have us knock there. */
const MAIL_PORTS = new Set([25, 110, 143, 465, 587, 993, 995])
const MOST_SERVERS = 16

/** What probes have shown so far, by server. */
export interface Verdicts {
  of(server: FoundServer): ProbeVerdict
  known: Map<string, ProbeVerdict>
}

export function noVerdicts(): Verdicts {
  const known = new Map<string, ProbeVerdict>()
  return { known, of: (server) => known.get(keyOf(server)) ?? 'unknown' }
}

/** Looks at the servers that findings name, best first, all at once, and remembers what they showed. */
export async function tryFindings(
  deps: TryDeps,
  search: Search,
  findings: readonly Finding[],
  { verdicts, timeoutMs }: { verdicts: Verdicts; timeoutMs: number },
): Promise<void> {
  const servers = new Map<string, { server: ProbedServer; source: Source; trust: Trust }>()
  for (const { source, trust, incoming, outgoing } of findings) {
    const sides = [...incoming, ...outgoing.map((server) => ({ ...server, protocol: 'smtp' as const }))]
    for (const { protocol: side, host, port, security } of sides) {
      const server = { side, host, port, security }
      if (!servers.has(keyOf(server))) servers.set(keyOf(server), { server, source, trust })
    }
  }
  await Promise.all(
    [...servers.values()].slice(0, MOST_SERVERS).map(async ({ server, source, trust }) => {
      const verdict = await tryServer(deps, search, { server, source, trust, timeoutMs })
      verdicts.known.set(keyOf(server), verdict)
    }),
  )
}

/** Knocks at the usual doors of the domain; what answers as a mail server should is a finding. */
export async function guessServers(
  deps: TryDeps,
  search: Search,
  { verdicts, timeoutMs, allowPlain }: { verdicts: Verdicts; timeoutMs: number; allowPlain: boolean },
): Promise<Finding[]> {
  const { address } = search
  const lookUp = rememberingNames(deps.dialler, timeoutMs)
  const tried = await Promise.all(
    usualServers(address.domain, allowPlain).map(async (server: Surmise) => {
      const before = verdicts.known.get(keyOf(server))
      const verdict =
        before ?? (await tryServer(deps, search, { server, source: 'guess', trust: 3, timeoutMs, lookUp }))
      verdicts.known.set(keyOf(server), verdict)
      return { server, verdict }
    }),
  )
  const good = tried.flatMap(({ server, verdict }) => (verdict === 'good' ? [server] : []))
  const user = address.address
  const incoming = good.flatMap(({ side, ...server }): IncomingServer[] =>
    side === 'smtp' ? [] : [{ protocol: side, ...server, user }],
  )
  const outgoing = good.flatMap(({ side, ...server }) => (side === 'smtp' ? [{ ...server, user }] : []))
  return incoming.length + outgoing.length === 0 ? [] : [{ source: 'guess', trust: 3, incoming, outgoing }]
}

interface Trial {
  server: ProbedServer
  source: Source
  trust: Trust
  timeoutMs: number
  /** Asked before the server is: many doors of a name that does not exist cost one question. */
  lookUp?: (host: string) => Promise<ProbeCode | null>
}

async function tryServer({ dialler, allowAnyPort }: TryDeps, search: Search, trial: Trial): Promise<ProbeVerdict> {
  const { trace, signal } = search
  const { server, source, trust, timeoutMs, lookUp = async () => null } = trial
  const question = { source, trust, asked: `${server.host}:${server.port} ${server.security}` }
  if (!allowAnyPort && !MAIL_PORTS.has(server.port)) {
    trace.skip(question, 'PORT_REFUSED')
    return 'unknown'
  }
  const end = performance.now() + timeoutMs
  const isGood = await trace.ask(question, signal, async () => {
    const code = await lookUp(server.host)
    if (code !== null) return { code }
    return probeServer(dialler, server, { timeoutMs: Math.max(1, end - performance.now()), signal })
  })
  if (isGood === true) return 'good'
  return signal.aborted ? 'unknown' : 'bad'
}

/** Says of a name what keeps it from being reached, or null; the connection itself looks again and checks what it finds. */
function rememberingNames({ names }: Dialler, timeoutMs: number): (host: string) => Promise<ProbeCode | null> {
  const known = new Map<string, Promise<ProbeCode | null>>()
  const ask = async (host: string) => {
    const timer = new AbortController()
    const late = sleep(timeoutMs, 'CONNECTION_TIMEOUT' as const, { signal: timer.signal }).catch(() => null)
    const found = names.findAddresses(host).then((outcome) => (outcome.ok ? null : readProbeCode(outcome.error)))
    const code = await Promise.race([found, late])
    timer.abort()
    return code
  }
  return (host) => {
    const before = known.get(host) ?? ask(host)
    known.set(host, before)
    return before
  }
}

function keyOf({ host, port, security }: Pick<FoundServer, 'host' | 'port' | 'security'>): string {
  return `${host}:${port}/${security}`
}
