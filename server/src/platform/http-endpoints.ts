import { Readable } from 'node:stream'
import { StandardBracketNotationSerializer } from '@orpc/openapi-client/standard'
import { createProcedureClient } from '@orpc/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from './app-error.ts'
import { judgeAccess } from './http-access.ts'
import { type BoundEndpoint, isStream, type StreamBinding } from './http-binding.ts'
import type { RequestContext, Visitor } from './http-context.ts'
import { readCookies } from './http-cookies.ts'
import { comesFromForeignPage } from './http-origin.ts'

/** What the gate before every endpoint has to ask. */
export interface Gate {
  /** Undefined for nobody, and for a proof that is not valid any more. */
  authenticate(proof: {
    bearer: string | undefined
    cookies: ReadonlyMap<string, string>
  }): Promise<Visitor | undefined>
  isMailClientOn(): Promise<boolean>
  /** Origin of BASE_URL. */
  ownOrigin: string | undefined
}

declare module 'fastify' {
  interface FastifyRequest {
    visitor: Visitor | undefined
    cookies: ReadonlyMap<string, string>
  }
}

const brackets = new StandardBracketNotationSerializer()

/**
 * Registers each endpoint under its own method and path. One gate stands before all of them: foreign pages, sign-in,
 * role, scope and master switch are judged from what the contract declares, before a body is read.
 */
export function registerEndpoints(
  app: FastifyInstance,
  endpoints: readonly BoundEndpoint[],
  gate: Gate,
  prefix: string,
): void {
  const isUpload = ({ binding, method }: BoundEndpoint) => isStream(binding) && method !== 'GET'
  for (const endpoint of endpoints.filter((one) => !isUpload(one))) registerEndpoint(app, endpoint, gate, prefix)
  void app.register(async (uploads) => {
    uploads.removeAllContentTypeParsers()
    uploads.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
    for (const endpoint of endpoints.filter(isUpload)) registerEndpoint(uploads, endpoint, gate, prefix)
  })
}

const MEGABYTE = 1024 * 1024

function registerEndpoint(app: FastifyInstance, endpoint: BoundEndpoint, gate: Gate, prefix: string): void {
  const { method, path, binding, meta } = endpoint
  app.route({
    method,
    url: prefix + path.replaceAll(/\{(\w+)\}/g, ':$1'),
    bodyLimit: meta.bodyMegabytes * MEGABYTE,
    exposeHeadRoute: false,
    onRequest: async (request, reply) => {
      // A letter's frame has no origin: what it shows by signed address would be kept from it.
      if (meta.access === 'signed-address') reply.header('cross-origin-resource-policy', 'cross-origin')
      await passGate(request, endpoint, gate)
    },
    handler: isStream(binding) ? answerBytes(binding, gate) : answerJson(endpoint, gate),
  })
}

async function passGate(request: FastifyRequest, { meta, method }: BoundEndpoint, gate: Gate): Promise<void> {
  const { origin, host } = request.headers
  const bearer = bearerOf(request)
  const secFetchSite = single(request.headers['sec-fetch-site'])
  if (bearer === undefined && comesFromForeignPage({ method, origin, secFetchSite, host }, gate.ownOrigin)) {
    throw new AppError('ORIGIN_REFUSED')
  }
  request.cookies = readCookies(request.headers.cookie)
  request.visitor = await gate.authenticate({ bearer, cookies: request.cookies })
  const refusal = judgeAccess(meta, method, request.visitor?.viewer)
  if (refusal !== undefined) throw new AppError(refusal)
  if (meta.needsMailClient && !(await gate.isMailClientOn())) throw new AppError('MAIL_CLIENT_OFF')
}

function answerJson({ name, method, successStatus, binding }: BoundEndpoint, gate: Gate) {
  if (isStream(binding)) throw new Error(`${name} answers bytes`)
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const context = contextOf(request, reply, gate)
    const input = method === 'GET' ? { ...readQuery(request.url), ...paramsOf(request) } : inputOf(request)
    const run = createProcedureClient(binding, { context, path: name.split('.') })
    const output: unknown = await run(input)
    reply.code(successStatus)
    if (output === undefined) return reply.send()
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(JSON.stringify(output))
  }
}

function answerBytes(binding: StreamBinding, gate: Gate) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const query = Object.fromEntries(new URLSearchParams(queryText(request.url)))
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, single(value)]))
    const body = request.body instanceof Readable ? request.body : Readable.from([])
    const answer = await binding.stream(contextOf(request, reply, gate), {
      params: paramsOf(request),
      query,
      headers,
      body,
    })
    return reply
      .code(answer.status ?? 200)
      .headers(answer.headers)
      .send(answer.body)
  }
}

function contextOf(request: FastifyRequest, reply: FastifyReply, gate: Gate): RequestContext {
  const { visitor, cookies } = request
  return {
    actor: () => {
      if (visitor === undefined) throw new AppError('SIGN_IN_REQUIRED')
      return visitor.viewer
    },
    visitor,
    recheck: () => gate.authenticate({ bearer: bearerOf(request), cookies }),
    cookies,
    requestId: request.id,
    clientAddress: request.ip,
    host: request.headers.host?.toLowerCase() ?? '',
    setCookie: (header) => void reply.header('set-cookie', header),
  }
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
}

function paramsOf(request: FastifyRequest): Record<string, string> {
  return request.params as Record<string, string>
}

/** The body with the values of the path, which win. Without a body the values of the path, or nothing. */
function inputOf(request: FastifyRequest): unknown {
  const params = paramsOf(request)
  const { body } = request
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body, ...params }
  return body ?? (Object.keys(params).length > 0 ? params : undefined)
}

/** Values given once are text, repeated ones and `name[0]=` lists; the schemas read numbers from text. */
function readQuery(url: string): Record<string, unknown> {
  const read = brackets.deserialize([...new URLSearchParams(queryText(url))])
  return Array.isArray(read) ? {} : read
}

function queryText(url: string): string {
  const mark = url.indexOf('?')
  return mark < 0 ? '' : url.slice(mark + 1)
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value
}
