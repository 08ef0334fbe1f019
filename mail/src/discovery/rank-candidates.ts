import {
  type Candidate,
  type Finding,
  type FoundServer,
  type IncomingServer,
  SOURCES,
  type Warning,
} from './discovery-types.ts'
import { isLookAlike, registeredDomain } from './host-domains.ts'
import type { MailAddress } from './mail-address.ts'
import { hintForHost, knownDomains } from './provider-search.ts'

/** What a probe of a server has shown. `unknown`: it was not asked, or did not answer in time. */
export type ProbeVerdict = 'good' | 'bad' | 'unknown'

export interface RankOptions {
  address: MailAddress
  /** A password may go unprotected: the operator has allowed it. */
  allowPlain: boolean
  /** Servers that were tried; a side that was shown bad stands behind all that was not. */
  verdictOf?: (server: FoundServer) => ProbeVerdict
  limit?: number
}

const VERDICTS: ProbeVerdict[] = ['good', 'unknown', 'bad']

/**
 * All findings as candidates, best first: by what was shown bad on trying, then by the trust of the source, then by the
 * order of sources, then by the source's own preference, never by who answered first. The same servers stand once, with
 * their best source. A side that a source does not name is taken from the next that does, and the lower trust counts.
 */
export function rankCandidates(findings: readonly Finding[], options: RankOptions): Candidate[] {
  const { address, allowPlain, verdictOf = () => 'unknown', limit = 8 } = options
  const inOrder = [...findings].sort((one, other) => one.trust - other.trust || rankOf(one) - rankOf(other))
  const usable = inOrder.map((finding) => ({
    ...finding,
    incoming: finding.incoming.filter(({ security }) => allowPlain || security !== 'none'),
    outgoing: finding.outgoing.filter(({ security }) => allowPlain || security !== 'none'),
  }))
  const candidates = usable.flatMap((finding) => pairSides(finding, usable))
  const standing = ({ incoming, outgoing }: Candidate) =>
    Math.max(...[incoming, outgoing].map((side) => (side === null ? 0 : Number(verdictOf(side) === 'bad'))))
  return onceEach(candidates)
    .map((candidate, index) => ({ candidate, index, bad: standing(candidate) }))
    .sort((one, other) => one.bad - other.bad || one.index - other.index)
    .slice(0, limit)
    .map(({ candidate }) => ({ ...withHint(candidate), warnings: warningsFor(candidate, address) }))

  function pairSides(finding: Finding, all: readonly Finding[]): Candidate[] {
    const { source, hint } = finding
    if (finding.incoming.length + finding.outgoing.length === 0) {
      return hint === undefined
        ? []
        : [{ source, trust: finding.trust, incoming: null, outgoing: null, hint, warnings: [] }]
    }
    const lentOut = finding.outgoing.length > 0 ? finding : all.find((other) => other.outgoing.length > 0)
    const lentIn = finding.incoming.length > 0 ? finding : all.find((other) => other.incoming.length > 0)
    const outgoing = byVerdict(lentOut?.outgoing ?? [])[0] ?? null
    const trust = maxTrust(finding, lentOut, lentIn)
    const sides: (IncomingServer | null)[] = lentIn === undefined ? [null] : byVerdict(lentIn.incoming)
    return sides.map((incoming) => ({
      source,
      trust,
      incoming,
      outgoing,
      ...(hint === undefined ? {} : { hint }),
      warnings: [],
    }))
  }

  function byVerdict<Server extends FoundServer>(servers: readonly Server[]): Server[] {
    const place = (server: Server) => VERDICTS.indexOf(verdictOf(server))
    return [...servers].sort((one, other) => place(one) - place(other))
  }
}

/** A source that names a known provider's server seldom says what has to be done there first. */
function withHint(candidate: Candidate): Candidate {
  const hint = candidate.hint ?? (candidate.incoming === null ? undefined : hintForHost(candidate.incoming.host))
  return hint === undefined ? candidate : { ...candidate, hint }
}

function rankOf({ source }: Finding): number {
  return SOURCES.indexOf(source)
}

function maxTrust(...findings: (Finding | undefined)[]): Finding['trust'] {
  const trusts = findings.flatMap((finding) => (finding === undefined ? [] : [finding.trust]))
  return trusts.includes(3) ? 3 : trusts.includes(2) ? 2 : 1
}

function onceEach(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>()
  return candidates.filter(({ incoming, outgoing }) => {
    const key = JSON.stringify([keyOf(incoming), keyOf(outgoing)])
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

function keyOf(server: FoundServer | IncomingServer | null): unknown[] | null {
  return server === null ? null : [server.host, server.port, server.security, server.user]
}

/** What a person is to see before he agrees. The list of the program needs no warning of other domains. */
function warningsFor({ incoming, outgoing, trust }: Candidate, { domain }: MailAddress): Warning[] {
  const sides = [incoming, outgoing].flatMap((side) => (side === null ? [] : [side]))
  const own = registeredDomain(domain)
  const known = knownDomains()
  const warnings: Warning[] = []
  if (trust > 1 && sides.some(({ host }) => registeredDomain(host) !== own)) warnings.push('other-domain')
  if ([domain, ...sides.map(({ host }) => host)].some((host) => isLookAlike(host, known))) warnings.push('look-alike')
  if (sides.some(({ security }) => security === 'none')) warnings.push('plain')
  return warnings
}
