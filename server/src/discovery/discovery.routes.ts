import { PassThrough, type Readable } from 'node:stream'
import { discoverInput, discovery } from '@besedka/contract/discovery'
import { implement } from '@orpc/server'
import { AppError } from '../platform/app-error.ts'
import type { StreamBinding } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import type { Discovered, DiscoverSettings } from './discovery.service.ts'
import type { DiscoveryLine } from './discovery-trace.ts'

const api = implement(discovery).$context<RequestContext>()
const LIMIT_BYTES = 4_096

export function bindDiscovery(discover: DiscoverSettings) {
  return {
    discover: api.discover.handler(({ context, input }) => discover(context.actor(), input.address)),
    discoverLive: bindLive(discover),
  }
}

/** The search is cancelled when whoever listens goes away. */
function bindLive(discover: DiscoverSettings): StreamBinding {
  return {
    async stream(context, request) {
      const actor = context.actor()
      const { address } = await readInput(request.body)
      const lines = new PassThrough()
      const gone = new AbortController()
      lines.once('close', () => gone.abort())
      const write = (line: DiscoveryLine) => {
        if (!lines.destroyed && !lines.writableEnded) lines.write(`${JSON.stringify(line)}\n`)
      }
      // A refusal before the first line is still an ordinary answer.
      const first = Promise.withResolvers<void>()
      const listen = (line: DiscoveryLine) => {
        write(line)
        first.resolve()
      }
      const whole = finishLines(discover(actor, address, { signal: gone.signal, listen }), lines)
      await Promise.race([first.promise, whole])
      const headers = { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' }
      return { headers, body: lines }
    },
  }
}

/** Writes the last line; a search that fails breaks the answer off, so that nobody takes half of it for all. */
async function finishLines(search: Promise<Discovered>, lines: PassThrough): Promise<void> {
  try {
    const line: DiscoveryLine = { type: 'done', ...(await search) }
    lines.end(`${JSON.stringify(line)}\n`)
  } catch (error) {
    lines.destroy()
    throw error
  }
}

async function readInput(body: Readable) {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LIMIT_BYTES) throw new AppError('INPUT_INVALID')
    chunks.push(chunk)
  }
  const read = discoverInput.safeParse(parseJson(Buffer.concat(chunks).toString('utf8')))
  if (!read.success) throw new AppError('INPUT_INVALID')
  return read.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
