import { createServer } from 'node:net'

/** The wanted port on 127.0.0.1 if nobody has it, else any free one. */
export async function portLike(wanted: number): Promise<number> {
  return await tryPort(wanted).catch(() => tryPort(0))
}

function tryPort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port))
    })
  })
}
