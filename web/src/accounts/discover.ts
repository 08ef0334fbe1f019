import { apiBase } from '../api/api-client.ts'
import { Failure, readProblem, toFailure } from '../api/failure.ts'
import type { Protocol, Security } from './account-draft.ts'

export interface FoundServer {
  host: string
  port: number
  security: Security
  user: string
}

/** 1: said by the program or its administrator; 2: over a protected channel; 3: to be confirmed by a person. */
export type Trust = 1 | 2 | 3

export interface FoundSettings {
  source: string
  trust: Trust
  incoming: (FoundServer & { protocol: Protocol }) | null
  outgoing: FoundServer | null
  hint?: { code: string; provider: string; url: string | null }
  warnings?: string[]
}

/** One question that was asked on the way, with what came of it. */
export interface Probe {
  source: string
  question?: string
  ok: boolean
  answer?: string
  trust?: Trust
  milliseconds?: number
}

export interface Discovery {
  /** Best first. */
  candidates: FoundSettings[]
  trace: Probe[]
}

/** Looks for the servers of an address. The password stays here: nobody is asked with it before a person has agreed. */
export async function discover(address: string, signal: AbortSignal): Promise<Discovery> {
  try {
    const response = await fetch(`${apiBase}/accounts/discover`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address }),
      credentials: 'same-origin',
      signal,
    })
    const body: unknown = await response.json().catch(() => null)
    if (!response.ok) {
      const problem = readProblem(body)
      throw problem ? new Failure(problem.code, problem) : new Failure('SERVER_UNREACHABLE')
    }
    return body as Discovery
  } catch (error) {
    throw toFailure(error)
  }
}
