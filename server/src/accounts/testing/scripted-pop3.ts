import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'

export interface ScriptedPop3 {
  readonly port: number
  /** Commands that came, in order. */
  readonly commands: string[]
  /** Connections accepted since the start. */
  readonly accepted: number
  stop(): Promise<void>
}

/** What a server says: the greeting first, then to each command; undefined: nothing, null: it hangs up. */
export interface Pop3Script {
  readonly greeting: string
  /** Has the command and the socket for what no answer alone can do. */
  answer(command: string, socket: Socket): string | undefined | null
}

/** A POP3 server that answers by a script: as a hostile or a very poor one might, of which no real server is capable. */
export async function startScriptedPop3(script: Pop3Script): Promise<ScriptedPop3> {
  const sockets = new Set<Socket>()
  const commands: string[] = []
  let accepted = 0
  const listener = createServer((socket) => {
    accepted += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.write(script.greeting)
    let rest = ''
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        commands.push(line)
        const answer = script.answer(line, socket)
        if (answer === null) socket.destroy()
        else if (answer !== undefined) socket.write(answer, 'latin1')
      }
    })
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  return {
    port,
    commands,
    get accepted() {
      return accepted
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      listener.close()
      await once(listener, 'close')
    },
  }
}
