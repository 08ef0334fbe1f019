import http from 'node:http'
import type { Socket } from 'node:net'
import { AppError, type Outcome } from './app-error.ts'
import type { Dialler } from './dialler.ts'

export interface FetchRequest {
  url: string
  /** What the answer may be; sent as Accept and judged by its declared type. */
  accept: string
  types: RegExp
  limitBytes: number
  /** For everything together, redirects and all. */
  timeoutMs: number
}

export interface FetchedBytes {
  /** As declared, without parameters, in lower case. */
  type: string
  bytes: Buffer
}

const MAX_REDIRECTS = 3

type Answer =
  | { kind: 'bytes'; value: FetchedBytes }
  | { kind: 'redirect'; to: string }
  | { kind: 'failed'; error: AppError }

/**
 * Fetches from a host that a stranger has named: through the guarded dialler, which resolves and checks the host of each
 * redirect anew, at ports 80 and 443 alone, at most three redirects, never from https to http, uncompressed, no more than
 * the limit. No cookie, no referrer, no word of who asks. Codes: those of the dialler, OUTSIDE_REFUSED for what the
 * rules do not allow, OUTSIDE_FAILED for an answer that is none.
 */
export async function fetchGuarded(dialler: Dialler, request: FetchRequest): Promise<Outcome<FetchedBytes>> {
  const end = performance.now() + request.timeoutMs
  let url = startOf(request.url)
  for (let redirects = 0; redirects <= MAX_REDIRECTS && url !== null; redirects += 1) {
    const answer = await exchange(dialler, { ...request, url, timeoutMs: Math.max(1, end - performance.now()) })
    if (answer.kind === 'failed') return { ok: false, error: answer.error }
    if (answer.kind === 'bytes') return { ok: true, value: answer.value }
    url = followable(url, answer.to)
  }
  return { ok: false, error: new AppError('OUTSIDE_REFUSED', { reason: 'address' }) }
}

function startOf(url: string): string | null {
  return URL.canParse(url) ? webAddress(new URL(url)) : null
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
  if (!dialled.ok) return { kind: 'failed', error: dialled.error }
  const left = Math.max(1, request.timeoutMs - (performance.now() - started))
  const answer = await speak(dialled.value, request, left)
  dialled.value.destroy()
  return answer
}

function speak(socket: Socket, request: FetchRequest, timeoutMs: number): Promise<Answer> {
  const { host, pathname, search } = new URL(request.url)
  return new Promise((resolve) => {
    const finish = (answer: Answer) => {
      clearTimeout(timer)
      question.on('error', () => {}).destroy()
      resolve(answer)
    }
    const timer = setTimeout(() => finish({ kind: 'failed', error: new AppError('CONNECTION_TIMEOUT') }), timeoutMs)
    const question = http.request({
      createConnection: () => socket,
      path: pathname + search,
      maxHeaderSize: 16_384,
      headers: {
        host,
        accept: request.accept,
        'accept-encoding': 'identity',
        'user-agent': 'Besedka',
        connection: 'close',
      },
    })
    question.on('error', (cause) => finish(failed('no answer', cause)))
    question.on('response', (response) => readAnswer(response, request, finish))
    question.end()
  })
}

function readAnswer(response: http.IncomingMessage, { types, limitBytes }: FetchRequest, finish: (a: Answer) => void) {
  const head = judgeHead(response, types)
  if ('kind' in head) return finish(head)
  const chunks: Buffer[] = []
  let size = 0
  response.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size > limitBytes) finish(refused('size'))
    else chunks.push(chunk)
  })
  response.on('error', (cause) => finish(failed('broken', cause)))
  response.on('end', () => finish({ kind: 'bytes', value: { type: head.type, bytes: Buffer.concat(chunks) } }))
}

/** What the head of an answer decides already, or the type of the body that is to be read. */
function judgeHead({ statusCode = 0, headers }: http.IncomingMessage, types: RegExp): Answer | { type: string } {
  if ([301, 302, 303, 307, 308].includes(statusCode)) return { kind: 'redirect', to: headers.location ?? '' }
  if (statusCode !== 200) return failed(`status ${statusCode}`)
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if ((headers['content-encoding'] ?? 'identity') !== 'identity' || !types.test(type)) return refused('type')
  return { type }
}

function refused(reason: string): Answer {
  return { kind: 'failed', error: new AppError('OUTSIDE_REFUSED', { reason }) }
}

function failed(reason: string, cause?: Error): Answer {
  return { kind: 'failed', error: new AppError('OUTSIDE_FAILED', { reason }, { cause }) }
}
