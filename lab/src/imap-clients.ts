import { ImapFlow } from 'imapflow'
import type { UserDirectory } from './user-directory.ts'

/** IMAP clients for tests, over TLS with the lab's own authority. */
export interface ImapClients {
  open(address: string): Promise<ImapFlow>
  /** Runs `work` with a client that is signed out afterwards. */
  use(address: string, work: (client: ImapFlow) => Promise<unknown>): Promise<void>
  closeAll(): Promise<void>
}

export function createImapClients(port: number, ca: string, directory: UserDirectory): ImapClients {
  const opened = new Set<ImapFlow>()

  async function open(address: string) {
    const user = directory.find(address)
    const client = new ImapFlow({
      host: '127.0.0.1',
      port,
      secure: true,
      servername: 'localhost',
      tls: { ca },
      auth: { user: user.address, pass: user.password },
      logger: false,
      disableCompression: true,
    })
    // A client whose server is stopped on purpose must not take the test process with it.
    client.on('error', () => {})
    client.on('close', () => opened.delete(client))
    await client.connect()
    opened.add(client)
    return client
  }

  return {
    open,
    async use(address, work) {
      const client = await open(address)
      try {
        await work(client)
      } finally {
        await client.logout()
      }
    },
    async closeAll() {
      for (const client of opened) client.close()
      opened.clear()
    },
  }
}
