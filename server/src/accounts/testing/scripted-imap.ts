import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface ScriptedImap {
  readonly port: number
  stop(): Promise<void>
}

/**
 * A server that lets everybody log in and then answers LIST with the text given, `TAG` replaced by the command's tag: as
 * a hostile one might, of which no real server is capable.
 */
export async function startScriptedImap(answerToList: string): Promise<ScriptedImap> {
  const sockets = new Set<Socket>()
  const listener = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.write('* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR] ready\r\n')
    socket.on('data', (chunk) => {
      for (const line of chunk.toString('latin1').split('\r\n')) answer(socket, line)
    })
  })

  function answer(socket: Socket, line: string): void {
    const [tag, command] = line.split(' ')
    if (tag === undefined || command === undefined) return
    if (/^(LIST|LSUB)$/i.test(command)) socket.write(answerToList.replaceAll('TAG', tag))
    else socket.write(`${tag} OK done\r\n`)
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
