import type { candidate, discovered } from '@besedka/contract/discovery'
import type { Finding } from '@besedka/mail/discovery/discovery-types'
import { type MailAddress, readMailAddress } from '@besedka/mail/discovery/mail-address'
import { findProvider, providerFinding } from '@besedka/mail/discovery/provider-search'
import { rankCandidates } from '@besedka/mail/discovery/rank-candidates'
import type { z } from 'zod'
import { AppError } from '../platform/app-error.ts'
import type { Dialler } from '../platform/dialler.ts'
import type { Actor } from '../users/actor.ts'
import { askAdministrator } from './administrator-files.ts'
import { createTrace, type DiscoveryLine } from './discovery-trace.ts'
import { createTurnstile } from './discovery-turnstile.ts'
import { gatherFindings, type Search } from './gather-findings.ts'
import { guessServers, noVerdicts, tryFindings, type Verdicts } from './try-servers.ts'

export interface DiscoveryDeps {
  dialler: Dialler
  /** Folder of the operator's own configurations, one `<domain>.xml` each; it need not exist. */
  filesDir: string
  ispdbUrl: string | null
  /** Only the program's list and the operator's files: nothing outside is asked. */
  isListOnly: boolean
  allowPrivateHosts: boolean
  allowPlaintext: boolean
}

export type Discovered = z.infer<typeof discovered>
type Candidate = z.infer<typeof candidate>

/** A domain that the list or a file knows is answered within this. */
const KNOWN_MS = 2_500
const PROBE_MS = 3_500
/** Whatever strangers do, an answer comes before 15 seconds have gone. */
const WHOLE_MS = 14_000

/**
 * Settings from an address alone (S14, S28, N06). No password is asked for or sent: whoever takes a candidate tries it by
 * the account's own check. Throws ACCOUNT_ADDRESS_INVALID for what is no address, TOO_MANY_ATTEMPTS for a person who
 * searches too often. `signal` ends the search: what was found by then is the answer.
 */
export function createDiscoveryService(deps: DiscoveryDeps) {
  const turnstile = createTurnstile()
  return async (
    actor: Actor,
    typed: string,
    options: { signal?: AbortSignal; listen?: (line: DiscoveryLine) => void } = {},
  ): Promise<Discovered> => {
    const address = readMailAddress(typed)
    if (address === null) throw new AppError('ACCOUNT_ADDRESS_INVALID')
    const leave = turnstile.enter(actor, Date.now())
    const whole = AbortSignal.timeout(WHOLE_MS)
    const signal = options.signal === undefined ? whole : AbortSignal.any([whole, options.signal])
    const trace = createTrace(signal, options.listen)
    try {
      const candidates = await discover(deps, { address, trace, signal })
      return { candidates, trace: trace.probes }
    } finally {
      leave()
    }
  }
}

export type DiscoverSettings = ReturnType<typeof createDiscoveryService>

async function discover(deps: DiscoveryDeps, search: Search): Promise<Candidate[]> {
  const { address, trace, signal } = search
  const { dialler, allowPrivateHosts: allowAnyPort, allowPlaintext: allowPlain } = deps
  const verdicts = noVerdicts()
  const file = await trace.ask({ source: 'administrator', trust: 1, asked: `${address.domain}.xml` }, signal, () =>
    askAdministrator(deps.filesDir, address),
  )
  const known = [...(file === undefined ? [] : [file]), ...(await askList(search))]
  const finish = (findings: readonly Finding[]) => toCandidates(findings, { address, allowPlain, verdicts })
  const tries = { dialler, allowAnyPort }
  if (known.length > 0) {
    if (!deps.isListOnly) await tryFindings(tries, search, known, { verdicts, timeoutMs: KNOWN_MS })
    return finish(known)
  }
  if (deps.isListOnly) return []
  const findings = await gatherFindings(deps, search)
  await tryFindings(tries, search, findings, { verdicts, timeoutMs: PROBE_MS })
  const answers = (servers: Finding['incoming'] | Finding['outgoing']) =>
    servers.some((server) => verdicts.of(server) === 'good')
  const isWhole =
    findings.some(({ incoming }) => answers(incoming)) && findings.some(({ outgoing }) => answers(outgoing))
  const isTold = findings.some(({ hint, incoming }) => hint !== undefined && incoming.length === 0)
  if (isWhole || isTold) return finish(findings)
  const guessed = await guessServers(tries, search, { verdicts, timeoutMs: PROBE_MS, allowPlain })
  return finish([...findings, ...guessed])
}

async function askList({ address, trace, signal }: Search): Promise<Finding[]> {
  const question = { source: 'list', trust: 1, asked: address.domain } as const
  const found = await trace.ask<Finding>(question, signal, async () => {
    const entry = findProvider(address.domain)
    if (entry === undefined) return { code: 'NOTHING' }
    return { code: 'FOUND', detail: entry.name, value: providerFinding(entry, address, 'list') }
  })
  return found === undefined ? [] : [found]
}

function toCandidates(
  findings: readonly Finding[],
  { address, allowPlain, verdicts }: { address: MailAddress; allowPlain: boolean; verdicts: Verdicts },
): Candidate[] {
  return rankCandidates(findings, { address, allowPlain, verdictOf: verdicts.of }).map((found) => ({
    ...found,
    verified: [found.incoming, found.outgoing].every((side) => side !== null && verdicts.of(side) === 'good'),
  }))
}
