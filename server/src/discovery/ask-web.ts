import { type AutoconfigOutcome, readAutoconfig } from '@besedka/mail/discovery/autoconfig-xml'
import { autodiscoverRequest, readAutodiscover } from '@besedka/mail/discovery/autodiscover-xml'
import type { ConfigurationAddress } from '@besedka/mail/discovery/discovery-addresses'
import type { Finding } from '@besedka/mail/discovery/discovery-types'
import type { MailAddress } from '@besedka/mail/discovery/mail-address'
import type { Dialler } from '../platform/dialler.ts'
import type { ProbeCode, Told } from './discovery-trace.ts'
import { fetchPage } from './fetch-page.ts'

export interface WebOptions {
  timeoutMs: number
  signal: AbortSignal
}

const PROBLEMS: Record<Extract<AutoconfigOutcome, { ok: false }>['problem'], ProbeCode> = {
  forbidden: 'ANSWER_FORBIDDEN',
  'too-large': 'ANSWER_TOO_LARGE',
  malformed: 'ANSWER_MALFORMED',
  'not-a-configuration': 'ANSWER_MALFORMED',
}

/** Asks one address for a configuration in Thunderbird's format. */
export async function askAutoconfig(
  dialler: Dialler,
  place: ConfigurationAddress,
  address: MailAddress,
  options: WebOptions,
): Promise<Told<Finding>> {
  const page = await fetchPage(dialler, { url: place.url, ...options })
  if (page.value === undefined) return { code: page.code, detail: page.detail }
  const read = readAutoconfig(page.value.text, address)
  if (!read.ok) return { code: PROBLEMS[read.problem] }
  const { source, trust } = place
  const { incoming, outgoing, isOauthOnly } = read
  const detail = new URL(page.value.url).host === new URL(place.url).host ? undefined : new URL(page.value.url).host
  if (isOauthOnly) {
    const hint = { code: 'OAUTH_ONLY', provider: read.name ?? address.shownDomain, url: null } as const
    return { code: 'FOUND', detail, value: { source, trust, incoming, outgoing, hint } }
  }
  if (incoming.length + outgoing.length === 0) return { code: 'NOTHING' }
  return { code: 'FOUND', detail, value: { source, trust, incoming, outgoing } }
}

/** What one autodiscover address has said: settings, or where to ask instead. */
export type AutodiscoverAnswer =
  | { kind: 'settings'; finding: Finding }
  | { kind: 'url'; url: string }
  | { kind: 'address'; address: MailAddress }

/** Asks one autodiscover address, without a password; one that wants it first is left alone. */
export async function askAutodiscover(
  dialler: Dialler,
  url: string,
  address: MailAddress,
  options: WebOptions,
): Promise<Told<AutodiscoverAnswer>> {
  const page = await fetchPage(dialler, { url, body: autodiscoverRequest(address), ...options })
  if (page.value === undefined) return { code: page.code, detail: page.detail }
  const read = readAutodiscover(page.value.text, address)
  if (!read.ok) return { code: PROBLEMS[read.problem] }
  if (read.kind === 'redirect-url') return { code: 'FOUND', value: { kind: 'url', url: read.url } }
  if (read.kind === 'redirect-address') return { code: 'FOUND', value: { kind: 'address', address: read.address } }
  const { incoming, outgoing } = read
  if (incoming.length + outgoing.length === 0) return { code: 'NOTHING' }
  return {
    code: 'FOUND',
    value: { kind: 'settings', finding: { source: 'autodiscover', trust: 3, incoming, outgoing } },
  }
}
