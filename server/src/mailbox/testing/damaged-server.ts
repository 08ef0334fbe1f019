import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface DamagedServer {
  readonly port: number
  /** Commands that asked for the source of letters. */
  readonly fetches: number
  stop(): Promise<void>
}

export interface Damage {
  /** Letters whose bytes it does not give. */
  uids?: readonly number[]
  /** To a command that asks for one of them: NO as a whole, or OK without that letter. */
  answer?: 'NO' | 'OK'
  /** Every letter has ten bytes, it says. */
  tellsSmallSizes?: boolean
}

/** An IMAP server (without TLS) whose store is damaged, before one that is whole. */
export async function startDamagedServer(
  target: { port: number },
  { uids = [], answer = 'NO', tellsSmallSizes = false }: Damage,
): Promise<DamagedServer> {
  const sockets = new Set<Socket>()
  let fetches = 0
  const listener = createServer((client) => {
    const server = connect({ host: '127.0.0.1', port: target.port })
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        client.destroy()
        server.destroy()
      })
    }
    server.on('data', (chunk) => {
      const told = chunk.toString('latin1')
      client.write(tellsSmallSizes ? told.replaceAll(/RFC822\.SIZE \d+/g, 'RFC822.SIZE 10') : told, 'latin1')
    })
    let rest = ''
    client.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) pass(line, client, server)
    })
  })

  function pass(line: string, client: Socket, server: Socket): void {
    const [, tag = '', set = '', items = ''] = /^(\S+) UID FETCH (\S+) (.*BODY\.PEEK\[\].*)$/i.exec(line) ?? []
    if (set !== '') fetches += 1
    const left = set === '' ? [] : expand(set).filter((uid) => !uids.includes(uid))
    if (set === '' || left.length === expand(set).length) server.write(`${line}\r\n`, 'latin1')
    else if (answer === 'NO') client.write(`${tag} NO [SERVERBUG] Some messages could not be read\r\n`)
    else if (left.length === 0) client.write(`${tag} OK Fetched\r\n`)
    else server.write(`${tag} UID FETCH ${left.join(',')} ${items}\r\n`, 'latin1')
  }

  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  return {
    port,
    get fetches() {
      return fetches
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      listener.close()
      await once(listener, 'close')
    },
  }
}

function expand(set: string): number[] {
  return set.split(',').flatMap((part) => {
    const [first = 0, last = first] = part.split(':').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
}
