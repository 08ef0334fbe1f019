import http from 'node:http'
import type { Socket } from 'node:net'
import type { Dialler } from '../platform/dialler.ts'
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
const MAX_REDIRECTS = 3
const TYPES =
  /^(?:(?:text|application)\/(?:[\w.+-]*\+)?xml|text\/plain|(?:application|binary)\/octet-stream)\s*(?:;|$)/i

/** What one exchange over HTTP gave: a page, an address to go on to, or the code of what was wrong. */
type Answer = { kind: 'page'; text: string } | { kind: 'redirect'; to: string } | ({ kind: 'failed' } & Told<never>)

/**
 * Fetches a small XML page from a host that a stranger may have named: through the guarded dialler, which resolves and
 * checks each host of each redirect anew, at ports 80 and 443, at most three redirects, never from https to http, at
 * most 64 KB, uncompressed, of a type that could be XML. Never throws.
 */
export async function fetchPage(dialler: Dialler, request: PageRequest): Promise<Told<Page>> {
  const end = performance.now() + request.timeoutMs
  let url = request.url
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await exchange(dialler, { ...request, url, timeoutMs: Math.max(1, end - performance.now()) })
    if (answer.kind === 'failed') return { code: answer.code, detail: answer.detail }
    if (answer.kind === 'page') return { code: 'FOUND', value: { url, text: answer.text } }
    const next = followable(url, answer.to)
    if (next === null) return { code: 'REDIRECT_REFUSED' }
    url = next
  }
  return { code: 'TOO_MANY_REDIRECTS' }
}

/** Null for a redirect that would leave the web's own ports, carry a name or password, or drop the protection. */
function followable(from: string, location: string): string | null {
  if (!URL.canParse(location, from)) return null
  const to = new URL(location, from)
  const isWeb = to.protocol === 'https:' || to.protocol === 'http:'
  const isDowngrade = from.startsWith('https:') && to.protocol !== 'https:'
  return isWeb && !isDowngrade && to.port === '' && to.username === '' && to.password === '' ? to.href : null
}

async function exchange(dialler: Dialler, request: PageRequest): Promise<Answer> {
  const started = performance.now()
  const { protocol, hostname } = new URL(request.url)
  const tls = protocol === 'https:'
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const dialled = await dialler.dial({ host, port: tls ? 443 : 80, tls, timeoutMs: request.timeoutMs })
  if (!dialled.ok) return { kind: 'failed', code: readProbeCode(dialled.error) }
  const left = Math.max(1, request.timeoutMs - (performance.now() - started))
  const answer = await speak(dialled.value, request, left)
  dialled.value.destroy()
  return answer
}

function speak(socket: Socket, { url, body, signal }: PageRequest, timeoutMs: number): Promise<Answer> {
  const { host, pathname, search } = new URL(url)
  return new Promise((resolve) => {
    const finish = (answer: Answer) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
      question.on('error', () => {}).destroy()
      resolve(answer)
    }
    const fail = (told: Told<never>) => finish({ kind: 'failed', ...told })
    const cancel = () => fail({ code: 'CANCELLED' })
    const timer = setTimeout(() => fail({ code: 'CONNECTION_TIMEOUT' }), timeoutMs)
    signal.addEventListener('abort', cancel)
    const question = http.request({
      createConnection: () => socket,
      method: body === undefined ? 'GET' : 'POST',
      path: pathname + search,
      maxHeaderSize: 16_384,
      headers: {
        host,
        accept: 'text/xml, application/xml',
        'accept-encoding': 'identity',
        'user-agent': 'Besedka',
        connection: 'close',
        ...(body === undefined
          ? {}
          : { 'content-type': 'text/xml; charset=utf-8', 'content-length': String(Buffer.byteLength(body)) }),
      },
    })
    question.on('error', (error) => fail({ code: readProbeCode(error) }))
    question.on('response', (response) => readAnswer(response, finish))
    question.end(body)
    if (signal.aborted) cancel()
  })
}

function readAnswer(response: http.IncomingMessage, finish: (answer: Answer) => void): void {
  const refusal = judgeHead(response)
  if (refusal !== null) {
    finish(refusal)
    return
  }
  const chunks: Buffer[] = []
  let size = 0
  response.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > LIMIT_BYTES) finish({ kind: 'failed', code: 'ANSWER_TOO_LARGE' })
    else chunks.push(chunk)
  })
  response.on('error', () => finish({ kind: 'failed', code: 'CONNECTION_LOST' }))
  response.on('end', () => finish({ kind: 'page', text: Buffer.concat(chunks).toString('utf8') }))
}

/** What the head of an answer decides already; null where the body is to be read. */
function judgeHead({ statusCode = 0, headers }: http.IncomingMessage): Answer | null {
  if ([301, 302, 303, 307, 308].includes(statusCode)) return { kind: 'redirect', to: headers.location ?? '' }
  if (statusCode === 404 || statusCode === 410) return { kind: 'failed', code: 'NOTHING' }
  if (statusCode !== 200) return { kind: 'failed', code: 'HTTP_STATUS', detail: String(statusCode) }
  const encoding = headers['content-encoding'] ?? 'identity'
  const type = headers['content-type']
  if (encoding !== 'identity' || (type !== undefined && !TYPES.test(type))) {
    return { kind: 'failed', code: 'ANSWER_WRONG_TYPE' }
  }
  const isTooLarge = Number(headers['content-length'] ?? 0) > LIMIT_BYTES
  return isTooLarge ? { kind: 'failed', code: 'ANSWER_TOO_LARGE' } : null
}
