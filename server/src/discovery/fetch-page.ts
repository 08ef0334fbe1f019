import type { Dialler } from '../platform/dialler.ts'
import { type FetchFailure, fetchGuarded } from '../platform/guarded-fetch.ts'
import type { Told } from './discovery-trace.ts'
import { readProbeCode } from './probe-failure.ts'

export interface PageRequest {
  url: string
  /** Posted as `text/xml`; absent: a GET. */
  body?: string
  /** For everything together, redirects and all. */
  timeoutMs: number
  signal: AbortSignal
}

/** A page that was reached, and where in the end. */
export interface Page {
  url: string
  text: string
}

const LIMIT_BYTES = 65_536
const TYPES = /^(?:(?:text|application)\/(?:[\w.+-]*\+)?xml|text\/plain|(?:application|binary)\/octet-stream)?$/

/** Fetches a small XML page from a host that a stranger may have named; at most 64 KB, of a type that could be XML. */
export async function fetchPage(dialler: Dialler, { url, body, ...limits }: PageRequest): Promise<Told<Page>> {
  const fetched = await fetchGuarded(dialler, {
    ...limits,
    url,
    accept: 'text/xml, application/xml',
    takesType: (type) => TYPES.test(type),
    limitBytes: LIMIT_BYTES,
    body: body === undefined ? undefined : { type: 'text/xml; charset=utf-8', text: body },
  })
  if (!fetched.ok) return told(fetched)
  return { code: 'FOUND', value: { url: fetched.value.url, text: fetched.value.bytes.toString('utf8') } }
}

function told(failure: FetchFailure): Told<never> {
  switch (failure.problem) {
    case 'dialling':
    case 'answer':
      return { code: readProbeCode(failure.error) }
    case 'status': {
      const { status } = failure
      return status === 404 || status === 410 ? { code: 'NOTHING' } : { code: 'HTTP_STATUS', detail: String(status) }
    }
    case 'address':
    case 'redirect':
      return { code: 'REDIRECT_REFUSED' }
    case 'redirects':
      return { code: 'TOO_MANY_REDIRECTS' }
    case 'size':
      return { code: 'ANSWER_TOO_LARGE' }
    case 'type':
      return { code: 'ANSWER_WRONG_TYPE' }
    case 'time':
      return { code: 'CONNECTION_TIMEOUT' }
    case 'cancelled':
      return { code: 'CANCELLED' }
  }
}
