import http from 'node:http'
import type { Socket } from 'node:net'
import type { AppError } from './app-error.ts'
import type { Dialler } from './dialler.ts'

export interface FetchRequest {
  url: string
  accept: string
  /** Whether the answer may be of this declared type, in lower case and without parameters; '' where none is declared. */
  takesType(type: string): boolean
  limitBytes: number
  /** For everything together, redirects and all. */
  timeoutMs: number
  /** Posted; absent: a GET. */
  body?: { type: string; text: string } | undefined
  signal?: AbortSignal | undefined
}

export interface FetchedBytes {
  /** Where it was found in the end. */
  url: string
  bytes: Buffer
}

/** What was wrong. `dialling` carries the dialler's error, `answer` whatever the exchange threw, `status` its number. */
export type FetchFailure =
  | { ok: false; problem: 'dialling'; error: AppError }
  | { ok: false; problem: 'status'; status: number }
  | { ok: false; problem: 'answer'; error: unknown }
  | { ok: false; problem: 'address' | 'redirect' | 'redirects' | 'size' | 'type' | 'time' | 'cancelled' }

const MAX_REDIRECTS = 3

type Answer = { ok: true; bytes: Buffer } | { redirect: string } | FetchFailure

/**
 * Fetches from a host that a stranger has named: through the guarded dialler, which resolves and checks the host of each
 * redirect anew, at ports 80 and 443 alone, at most three redirects, never from https to http, uncompressed, no more than
 * the limit. No cookie, no referrer, no word of who asks. Never throws.
 */
export async function fetchGuarded(
  dialler: Dialler,
  request: FetchRequest,
): Promise<{ ok: true; value: FetchedBytes } | FetchFailure> {
  const end = performance.now() + request.timeoutMs
  let url = URL.canParse(request.url) ? webAddress(new URL(request.url)) : null
  if (url === null) return { ok: false, problem: 'address' }
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await exchange(dialler, { ...request, url, timeoutMs: Math.max(1, end - performance.now()) })
    if (!('redirect' in answer)) return answer.ok ? { ok: true, value: { url, bytes: answer.bytes } } : answer
    const next = followable(url, answer.redirect)
    if (next === null) return { ok: false, problem: 'redirect' }
    url = next
  }
  return { ok: false, problem: 'redirects' }
}

/** Null for a redirect that drops the protection or leaves what may be fetched. */
function followable(from: string, location: string): string | null {
  if (!URL.canParse(location, from)) return null
  const to = new URL(location, from)
  return from.startsWith('https:') && to.protocol !== 'https:' ? null : webAddress(to)
}

/** The web's own ports, no name or password in it. */
function webAddress(url: URL): string | null {
  const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
  return isWeb && url.port === '' && url.username === '' && url.password === '' ? url.href : null
}

async function exchange(dialler: Dialler, request: FetchRequest): Promise<Answer> {
  const started = performance.now()
  const { protocol, hostname } = new URL(request.url)
  const tls = protocol === 'https:'
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  const dialled = await dialler.dial({ host, port: tls ? 443 : 80, tls, timeoutMs: request.timeoutMs })
  if (!dialled.ok) return { ok: false, problem: 'dialling', error: dialled.error }
  const left = Math.max(1, request.timeoutMs - (performance.now() - started))
  const answer = await speak(dialled.value, request, left)
  dialled.value.destroy()
  return answer
}

function speak(socket: Socket, request: FetchRequest, timeoutMs: number): Promise<Answer> {
  const { url, accept, body, signal } = request
  const { host, pathname, search } = new URL(url)
  return new Promise((resolve) => {
    const finish = (answer: Answer) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      question.on('error', () => {}).destroy()
      resolve(answer)
    }
    const cancel = () => finish({ ok: false, problem: 'cancelled' })
    const timer = setTimeout(() => finish({ ok: false, problem: 'time' }), timeoutMs)
    signal?.addEventListener('abort', cancel)
    const question = http.request({
      createConnection: () => socket,
      method: body === undefined ? 'GET' : 'POST',
      path: pathname + search,
      maxHeaderSize: 16_384,
      headers: {
        host,
        accept,
        'accept-encoding': 'identity',
        'user-agent': 'Besedka',
        connection: 'close',
        ...(body && { 'content-type': body.type, 'content-length': String(Buffer.byteLength(body.text)) }),
      },
    })
    question.on('error', (error) => finish({ ok: false, problem: 'answer', error }))
    question.on('response', (response) => readAnswer(response, request, finish))
    question.end(body?.text)
    if (signal?.aborted) cancel()
  })
}

function readAnswer(response: http.IncomingMessage, request: FetchRequest, finish: (answer: Answer) => void): void {
  const refusal = judgeHead(response, request)
  if (refusal !== null) {
    finish(refusal)
    return
  }
  const chunks: Buffer[] = []
  let size = 0
  response.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > request.limitBytes) finish({ ok: false, problem: 'size' })
    else chunks.push(chunk)
  })
  response.on('error', (error) => finish({ ok: false, problem: 'answer', error }))
  response.on('end', () => finish({ ok: true, bytes: Buffer.concat(chunks) }))
}

/** What the head of an answer decides already; null where the body is to be read. */
function judgeHead({ statusCode = 0, headers }: http.IncomingMessage, request: FetchRequest): Answer | null {
  if ([301, 302, 303, 307, 308].includes(statusCode)) return { redirect: headers.location ?? '' }
  if (statusCode !== 200) return { ok: false, problem: 'status', status: statusCode }
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const isPlain = (headers['content-encoding'] ?? 'identity') === 'identity'
  if (!isPlain || !request.takesType(type)) return { ok: false, problem: 'type' }
  return Number(headers['content-length'] ?? 0) > request.limitBytes ? { ok: false, problem: 'size' } : null
}
