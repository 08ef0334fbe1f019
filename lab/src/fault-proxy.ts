import { connect, createServer, type Server, type Socket } from 'node:net'
import { reservePorts } from './free-ports.ts'

/** What happens to the bytes between client and server. */
export type Fault =
  | { kind: 'none' }
  /** Every chunk arrives this much later, in both directions. */
  | { kind: 'latency'; ms: number }
  /** The connection is reset once this many bytes went through in one direction. */
  | { kind: 'cut'; afterBytes: number; direction?: 'toClient' | 'toServer' }
  /**
   * The connection is reset when the client sends these words: before the server gets them, or after it has got them, and
   * then its answer is lost.
   */
  | { kind: 'cutOn'; words: string; delivered: boolean }
  /** Connections stay open, and no byte moves. */
  | { kind: 'stall' }
  /** New connections are accepted and closed at once; live ones go on. */
  | { kind: 'hangUp' }
  /** Nobody listens: ECONNREFUSED. Live connections go on. */
  | { kind: 'refuse' }

export interface FaultProxy {
  readonly host: '127.0.0.1'
  readonly port: number
  /** Live client connections now. */
  readonly connections: number
  /** Client connections accepted since the start. */
  readonly accepted: number
  /** From now on, for new and live connections. */
  setFault(fault: Fault): Promise<void>
  /** Resets (RST) every live connection. */
  reset(): void
  stop(): Promise<void>
}

interface Link {
  client: Socket
  server: Socket
  /** Bytes that went through since the fault was set. */
  toClient: number
  toServer: number
  /** What the server says does not arrive any more. */
  isMute: boolean
}

/** So long a server has to act on the words that it got, before the connection is reset. */
const ANSWER_MS = 150

/** Starts a TCP proxy to `target` on a free port of 127.0.0.1, without a fault at first. */
export async function startFaultProxy(target: { host?: string; port: number }): Promise<FaultProxy> {
  const reserved = await reservePorts(1)
  const port = reserved.ports[0] ?? 0
  const links = new Set<Link>()
  let fault: Fault = { kind: 'none' }
  let accepted = 0

  function accept(client: Socket) {
    accepted += 1
    client.on('error', () => {})
    if (fault.kind === 'hangUp') {
      client.destroy()
      return
    }
    const link = openLink(client, target, () => fault)
    links.add(link)
    client.once('close', () => links.delete(link))
  }

  const listener = createServer({ allowHalfOpen: true }, accept)
  await listen(listener, port)

  return {
    host: '127.0.0.1',
    port,
    get connections() {
      return links.size
    },
    get accepted() {
      return accepted
    },
    async setFault(next) {
      const before = fault.kind
      fault = next
      for (const link of links) {
        link.toClient = 0
        link.toServer = 0
        if (next.kind === 'stall') hold(link)
        else release(link)
      }
      if (next.kind === 'refuse' && before !== 'refuse') listener.close()
      if (next.kind !== 'refuse' && before === 'refuse') await listen(listener, port)
    },
    reset() {
      for (const link of links) cut(link)
    },
    async stop() {
      const closed = listener.listening
        ? new Promise<void>((resolve) => listener.close(() => resolve()))
        : Promise.resolve()
      for (const link of links) link.client.destroy()
      await closed
      reserved.release()
    },
  }
}

function openLink(client: Socket, target: { host?: string; port: number }, current: () => Fault): Link {
  const server = connect({ host: target.host ?? '127.0.0.1', port: target.port, allowHalfOpen: true })
  server.on('error', () => {})
  const link: Link = { client, server, toClient: 0, toServer: 0, isMute: false }
  forward(link, 'toServer', current)
  forward(link, 'toClient', current)
  client.once('close', () => server.destroy())
  server.once('close', () => client.destroySoon())
  if (current().kind === 'stall') hold(link)
  return link
}

function forward(link: Link, direction: 'toClient' | 'toServer', current: () => Fault): void {
  const [source, sink] = direction === 'toClient' ? [link.server, link.client] : [link.client, link.server]
  source.on('data', (chunk: Buffer) => {
    const fault = current()
    if (fault.kind === 'cut' && (fault.direction ?? 'toClient') === direction) {
      const left = fault.afterBytes - link[direction]
      link[direction] += chunk.length
      if (chunk.length < left) sink.write(chunk)
      // The bytes that still count must leave before the reset overtakes them.
      else sink.write(chunk.subarray(0, Math.max(left, 0)), () => cut(link))
      return
    }
    if (fault.kind === 'cutOn' && (link.isMute || (direction === 'toServer' && chunk.includes(fault.words)))) {
      if (direction === 'toClient') return
      link.isMute = true
      if (fault.delivered) sink.write(chunk, () => setTimeout(() => cut(link), ANSWER_MS))
      else cut(link)
      return
    }
    if (fault.kind === 'latency') {
      setTimeout(() => sink.write(chunk), fault.ms)
      return
    }
    if (!sink.write(chunk)) source.pause()
  })
  sink.on('drain', () => {
    if (current().kind !== 'stall') source.resume()
  })
  source.on('end', () => {
    const fault = current()
    setTimeout(() => sink.end(), fault.kind === 'latency' ? fault.ms : 0)
  })
}

function hold(link: Link): void {
  link.client.pause()
  link.server.pause()
}

function release(link: Link): void {
  link.client.resume()
  link.server.resume()
}

function cut(link: Link): void {
  link.client.resetAndDestroy()
  link.server.destroy()
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}
