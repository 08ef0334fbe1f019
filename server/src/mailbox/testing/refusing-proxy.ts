import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface RefusingProxy {
  readonly port: number
  stop(): Promise<void>
}

/**
 * An IMAP server (without TLS) that has some letters whose bytes it does not give, as some do whose store is damaged: a
 * command that asks for the source of one of these UIDs is answered NO as a whole, or OK without that letter.
 */
export async function startRefusingProxy(
  target: { port: number },
  { uids, answer }: { uids: readonly number[]; answer: 'NO' | 'OK' },
): Promise<RefusingProxy> {
  const sockets = new Set<Socket>()
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
    server.pipe(client)
    let rest = ''
    client.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) pass(line, client, server)
    })
  })

  function pass(line: string, client: Socket, server: Socket): void {
    const [, tag = '', set = '', items = ''] = /^(\S+) UID FETCH (\S+) (.*BODY\.PEEK\[\].*)$/i.exec(line) ?? []
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
