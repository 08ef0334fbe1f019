import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { BoundEndpoint } from './http-binding.ts'
import { type Gate, registerEndpoints } from './http-endpoints.ts'
import { toAppError, toProblem } from './http-problem.ts'
import { servePages } from './http-static.ts'
import type { Logger } from './log.ts'

export interface HttpOptions {
  endpoints: readonly BoundEndpoint[]
  gate: Gate
  log: Logger
  /** Folder of the built interface. */
  pagesDir: string
  /** Folder of the built loader for host programs. */
  embedDir: string
  /** Told of every answer; `route` is the path of the contract, never what was asked. */
  onAnswered?: (answer: { method: string; route: string; status: number; ms: number }) => void
}

export const API_PREFIX = '/api/v1'
/** Asked by load balancers and Prometheus at the root as well. */
const ROOT_PATHS = new Set(['/healthz', '/readyz', '/metrics'])

const BODY_LIMIT = 1024 * 1024
/** An external id of 200 Cyrillic letters, encoded. */
const LONGEST_PARAM = 2_000

/** The web server, not listening yet: every endpoint behind the gate, the pages, one exit for errors. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    // A proxy on this machine tells the client's address; nobody else is believed.
    trustProxy: 'loopback',
    routerOptions: { maxParamLength: LONGEST_PARAM },
    // Headers have a minute by Node's own limit; a large attachment over a slow line takes longer.
    requestTimeout: 15 * 60_000,
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply, options.log),
  })
  await protect(app, options.gate.ownOrigin)
  readJsonOnly(app)
  app.decorateRequest('visitor', undefined)
  app.decorateRequest('cookies')
  app.addHook('onRequest', async (request, reply) => void reply.header('x-request-id', request.id))
  app.addHook('onResponse', async (request, reply) => tellAnswered(request, reply, options))
  app.setErrorHandler((error, request, reply) => sendProblem(error, request, reply, options.log))
  registerEndpoints(app, options.endpoints, options.gate, API_PREFIX)
  registerEndpoints(
    app,
    options.endpoints.filter(({ path }) => ROOT_PATHS.has(path)),
    options.gate,
    '',
  )
  await servePages(app, options.pagesDir, options.embedDir)
  return app
}

/** Nothing foreign runs, frames or is fetched; inline styles are needed by the interface and inherited by letters. */
async function protect(app: FastifyInstance, ownOrigin: string | undefined): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    hsts: ownOrigin?.startsWith('https:') ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  })
}

/** JSON is the one body that is read, so that no form of a foreign page is; an empty one counts as none. */
function readJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'ignore')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, body.toString(), done)
  })
}

function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply {
  const known = toAppError(error)
  const requestLog = log.child({ requestId: request.id, method: request.method, route: routeOf(request) })
  if (known.code === 'UNEXPECTED') requestLog.error({ err: known.cause }, 'a request failed unexpectedly')
  else if (known.status >= 500) requestLog.warn({ err: known.cause ?? known, code: known.code }, 'a request failed')
  else requestLog.debug({ code: known.code }, 'a request was refused')
  const wait = known.details['retryAfterSeconds']
  if (typeof wait === 'number') reply.header('retry-after', String(wait))
  return reply
    .code(known.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(toProblem(known, request.id)))
}

function tellAnswered(request: FastifyRequest, reply: FastifyReply, { onAnswered }: HttpOptions): void {
  const { method } = request
  onAnswered?.({ method, route: routeOf(request), status: reply.statusCode, ms: reply.elapsedTime })
}

function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'none'
}
