import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** What a server of a test answers; what is absent is accepted. */
export interface SmtpScript {
  /** Lines of the answer to EHLO after the first. */
  extensions?: string[]
  rcpt?: (address: string) => string
  /** To the whole letter; null closes the connection without a word. */
  data?: (letter: string) => string | null
}

export interface ScriptedSmtp {
  port: number
  /** Letters that came to their end, whatever was answered. */
  letters: string[]
  script: SmtpScript
  stop(): Promise<void>
}

/** An SMTP server without TLS that does what it is told: for endings that no real server can be brought to. */
export async function startScriptedSmtp(script: SmtpScript): Promise<ScriptedSmtp> {
  const letters: string[] = []
  const sockets = new Set<Socket>()
  const told = { script }
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    converse(socket, letters, () => told.script)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const place = server.address()
  return {
    port: typeof place === 'object' && place !== null ? place.port : 0,
    letters,
    get script() {
      return told.script
    },
    set script(next) {
      told.script = next
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

function converse(socket: Socket, letters: string[], script: () => SmtpScript): void {
  let unread = ''
  let isData = false
  const say = (reply: string) => void socket.write(`${reply}\r\n`)
  const answer = (line: string) => {
    const { extensions = [], rcpt } = script()
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'EHLO') say(['250-test', ...extensions.map((one) => `250-${one}`), '250 AUTH PLAIN'].join('\r\n'))
    else if (verb === 'AUTH') say('235 2.7.0 in')
    else if (verb === 'RCPT') say(rcpt?.(/<(.*)>/.exec(line)?.[1] ?? '') ?? '250 2.1.5 ok')
    else if (verb === 'DATA') {
      isData = true
      say('354 go on')
    } else say('250 2.0.0 ok')
  }
  socket.on('error', () => {})
  socket.on('data', (chunk) => {
    unread += chunk.toString('latin1')
    for (;;) {
      const end = isData ? unread.indexOf('\r\n.\r\n') : unread.indexOf('\r\n')
      if (end < 0) return
      const text = unread.slice(0, end)
      unread = unread.slice(end + (isData ? 5 : 2))
      if (!isData) {
        answer(text)
        continue
      }
      isData = false
      letters.push(text)
      const reply = script().data?.(text)
      if (reply === null) socket.destroy()
      else say(reply ?? '250 2.0.0 taken')
    }
  })
  say('220 test')
}
