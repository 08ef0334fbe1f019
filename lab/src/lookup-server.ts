import { createServer, type Socket } from 'node:net'

/** Answers one table question: the value, or undefined when the table has no such key. */
export type Lookup = (table: string, key: string) => string | undefined

export interface LookupServer {
  start(): Promise<void>
  stop(): Promise<void>
}

/**
 * Postfix asks this process for its tables (socketmap_table(5)), so a change counts from the next question on, also in
 * sessions that are open. No process may wait synchronously for a submission that this one has to answer.
 */
export function createLookupServer(port: number, lookup: Lookup): LookupServer {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.unref()
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    let buffered: Buffer = Buffer.alloc(0)
    socket.on('data', (chunk) => {
      buffered = answerQuestions(Buffer.concat([buffered, chunk]), (question) => {
        const space = question.indexOf(' ')
        const value = lookup(question.slice(0, space), question.slice(space + 1))
        socket.write(netstring(value === undefined ? 'NOTFOUND ' : `OK ${value}`))
      })
    })
  })
  server.unref()

  return {
    start() {
      if (server.listening) return Promise.resolve()
      return new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', () => resolve())
      })
    },
    stop() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Hands each complete netstring (`length:bytes,`) to `answer` and returns what is left. */
function answerQuestions(bytes: Buffer, answer: (question: string) => void): Buffer {
  let rest = bytes
  for (;;) {
    const colon = rest.indexOf(':')
    if (colon === -1) return rest
    const length = Number(rest.toString('latin1', 0, colon))
    if (rest.length < colon + length + 2) return rest
    answer(rest.toString('utf8', colon + 1, colon + 1 + length))
    rest = rest.subarray(colon + length + 2)
  }
}

function netstring(text: string): string {
  return `${Buffer.byteLength(text)}:${text},`
}
