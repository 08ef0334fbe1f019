import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A line to a server that lets only so many bytes pass in a second, so that what goes over it takes its time. */
export interface SlowLine {
  port: number
  /** From now on without a limit. */
  release(): void
  stop(): Promise<void>
}

const TICK_MS = 10

export async function startSlowLine(target: number, bytesPerSecond: number): Promise<SlowLine> {
  const sockets = new Set<Socket>()
  const waiting: { chunk: Buffer; sink: Socket; source: Socket }[] = []
  let isSlow = true
  let credit = 0
  const pass = () => {
    credit = Math.min(credit + (bytesPerSecond * TICK_MS) / 1000, bytesPerSecond)
    for (let first = waiting[0]; first !== undefined && (credit > 0 || !isSlow); first = waiting[0]) {
      waiting.shift()
      credit -= first.chunk.length
      first.sink.write(first.chunk)
      first.source.resume()
    }
  }
  const timer = setInterval(pass, TICK_MS)
  const listener = createServer((client) => {
    const server = connect(target, '127.0.0.1')
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('close', () => {
        sockets.delete(socket)
        client.destroy()
        server.destroy()
      })
    }
    client.pipe(server)
    server.on('data', (chunk: Buffer) => {
      server.pause()
      waiting.push({ chunk, sink: client, source: server })
      if (!isSlow) pass()
    })
  }).listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  if (address === null || typeof address === 'string') throw new Error('the line has no port')
  return {
    port: address.port,
    release: () => {
      isSlow = false
    },
    async stop() {
      clearInterval(timer)
      for (const socket of sockets) socket.destroy()
      listener.close()
      await once(listener, 'close')
    },
  }
}
