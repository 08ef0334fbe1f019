import { createServer, type Socket } from 'node:net'
import { reservePorts } from './free-ports.ts'

export interface SilentServer {
  readonly host: '127.0.0.1'
  readonly port: number
  /** Connections accepted since the start. */
  readonly accepted: number
  stop(): Promise<void>
}

/** A server that accepts every connection, reads what comes and never says a word. */
export async function startSilentServer(): Promise<SilentServer> {
  const reserved = await reservePorts(1)
  const port = reserved.ports[0] ?? 0
  const sockets = new Set<Socket>()
  let accepted = 0
  const server = createServer((socket) => {
    accepted += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.resume()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve())
  })
  return {
    host: '127.0.0.1',
    port,
    get accepted() {
      return accepted
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
      reserved.release()
    },
  }
}
