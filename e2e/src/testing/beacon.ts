import { once } from 'node:events'
import { createServer } from 'node:http'

/** A server that notes who calls: a hostile letter that fetches anything gives itself away here. */
export interface Beacon {
  origin: string
  /** Method and path of every request so far. */
  calls: readonly string[]
  stop(): Promise<void>
}

export async function startBeacon(): Promise<Beacon> {
  const calls: string[] = []
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`)
    response.writeHead(204, { 'access-control-allow-origin': '*' }).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the beacon has no port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    calls,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
