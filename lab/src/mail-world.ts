import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import https from 'node:https'
import net, { type Server, type Socket } from 'node:net'
import type { KeyPair } from './lab-certificates.ts'
import { LabError } from './lab-error.ts'

/** A web page as one host of the world gives it; `socket` lets it misbehave. */
export type WebHandler = (request: IncomingMessage, response: ServerResponse) => void

/**
 * Hosts with the real port numbers of the web and of mail, each on a loopback address of its own: what finds settings by
 * usual names and ports can be shown to do so. Needs root, or `net.ipv4.ip_unprivileged_port_start=0`.
 */
export interface MailWorld extends AsyncDisposable {
  /** A loopback address that nobody else in this world has. */
  newAddress(): string
  /** Passes connections on, byte for byte: `{ 993: lab.ports.imaps }`. */
  forward(address: string, ports: Readonly<Record<number, number>>): Promise<void>
  /** Answers over http and https; returns what was asked for, `https://host/path?query` and the body behind a space. */
  serveWeb(address: string, certificate: KeyPair, handler: WebHandler): Promise<string[]>
  /** Accepts connections and never says a word. */
  hang(address: string, ports: readonly number[]): Promise<void>
  /** Greets, then answers each line by the first script entry whose pattern fits. */
  speak(address: string, port: number, script: { greeting: string; answers: [RegExp, string][] }): Promise<string[]>
  stop(): Promise<void>
}

export function createMailWorld(): MailWorld {
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  const block = `127.${64 + Math.floor(Math.random() * 128)}.${Math.floor(Math.random() * 256)}`
  let last = 0

  async function listen(server: Server, address: string, port: number): Promise<void> {
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        const obstacle = `port ${port} of ${address} cannot be used: ${error.code}`
        reject(error.code === 'EACCES' ? new LabError('LAB_NOT_AVAILABLE', obstacle) : error)
      })
      server.listen(port, address, resolve)
    })
    servers.push(server)
  }

  async function stop(): Promise<void> {
    const closed = servers.splice(0).map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    for (const socket of sockets) socket.destroy()
    await Promise.all(closed)
  }

  return {
    newAddress() {
      last += 1
      return `${block}.${last}`
    },
    async forward(address, ports) {
      for (const [port, target] of Object.entries(ports)) {
        await listen(
          net.createServer((socket) => passOn(socket, target)),
          address,
          Number(port),
        )
      }
    },
    async serveWeb(address, { certificate, key }, handler) {
      const asked: string[] = []
      const note = noting(asked, handler)
      await listen(http.createServer(note('http')), address, 80)
      await listen(https.createServer({ cert: certificate, key }, note('https')), address, 443)
      return asked
    },
    async hang(address, ports) {
      for (const port of ports)
        await listen(
          net.createServer((socket) => void socket.resume()),
          address,
          port,
        )
    },
    async speak(address, port, { greeting, answers }) {
      const heard: string[] = []
      const server = net.createServer((socket) => {
        socket.write(greeting)
        socket.on('data', (chunk) => {
          for (const line of chunk.toString('latin1').split('\r\n').filter(Boolean)) {
            heard.push(line)
            socket.write(answers.find(([pattern]) => pattern.test(line))?.[1] ?? '')
          }
        })
      })
      await listen(server, address, port)
      return heard
    },
    stop,
    [Symbol.asyncDispose]: stop,
  }
}

function passOn(socket: Socket, port: number): void {
  const target = net.connect({ host: '127.0.0.1', port })
  target.on('error', () => socket.destroy())
  target.on('close', () => socket.destroy())
  socket.on('error', () => target.destroy())
  socket.on('close', () => target.destroy())
  socket.pipe(target).pipe(socket)
}

function noting(asked: string[], handler: WebHandler): (scheme: string) => RequestListener {
  return (scheme) => (request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString('utf8')
    })
    request.on('end', () => {
      asked.push(`${scheme}://${request.headers.host ?? ''}${request.url ?? ''}${body === '' ? '' : ` ${body}`}`)
      handler(request, response)
    })
  }
}
