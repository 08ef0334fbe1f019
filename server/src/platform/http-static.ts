import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from './app-error.ts'

/** Files under this path carry the hash of their content in their name. */
const HASHED = '/assets/'
const NOT_BUILT = 'The interface is not built. Build it with: npm run build\n'

/**
 * Serves the built interface. Every address that is no file and no API is a page of it (`/?interaction=17` too) and gets
 * the same index.html. Hashed files are cached for good, the page itself is asked for each time.
 */
export async function servePages(app: FastifyInstance, pagesDir: string, embedDir: string): Promise<void> {
  if (existsSync(embedDir)) await serveEmbedding(app, embedDir)
  const isBuilt = existsSync(join(pagesDir, 'index.html'))
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: pagesDir,
      index: 'index.html',
      cacheControl: false,
      preCompressed: true,
      setHeaders: (reply, path) => void reply.header('cache-control', cacheRule(path)),
    })
  }
  app.setNotFoundHandler(async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?')[0] ?? '/'
    const isPage = request.method === 'GET' && !path.startsWith('/api/') && extname(path) === ''
    if (!isPage) throw new AppError('NOT_FOUND')
    return isBuilt ? reply.sendFile('index.html') : reply.code(404).type('text/plain; charset=utf-8').send(NOT_BUILT)
  })
}

/** The panel's loader runs on pages of host programs, so it is open to every origin; it holds nothing secret. */
async function serveEmbedding(app: FastifyInstance, embedDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: embedDir,
    prefix: '/embed/',
    index: false,
    cacheControl: false,
    decorateReply: false,
    allowedPath: (path) => path.endsWith('.js'),
    setHeaders: (reply) => {
      reply.header('access-control-allow-origin', '*')
      reply.header('cross-origin-resource-policy', 'cross-origin')
      reply.header('cache-control', 'no-cache')
    },
  })
}

function cacheRule(path: string): string {
  return path.includes(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache'
}
