import type { ServerState } from '@besedka/mail/sync-cursor'
import { readListing, type ServerListing, toServerState } from './folder-listing.ts'
import type { ImapConversation } from './imap-conversation.ts'
import { ServerRefusal } from './imap-failure.ts'

const WANTED = { messages: true, uidNext: true, uidValidity: true, highestModseq: true }

/** Lists the server's folders; with LIST-STATUS (RFC 5819) their states come along in the same answer. */
export async function listFolders(conversation: ImapConversation): Promise<ServerListing> {
  const { capabilities } = conversation.client
  // A server that could not speak up by IDLE tells what has happened in the open folder when it is asked for nothing.
  if (!capabilities.has('IDLE')) await conversation.run((client) => client.noop())
  const isOneCommand = capabilities.has('LIST-STATUS')
  const listed = await conversation.run((client) => client.list(isOneCommand ? { statusQuery: WANTED } : {}))
  const isInbox = ({ path }: { path: string }) => path.toUpperCase() === 'INBOX'
  if (listed.some((entry) => entry.subscribed && !isInbox(entry)) || (await isInboxSubscribed(conversation))) {
    return readListing(listed)
  }
  return readListing(listed.map((entry) => (isInbox(entry) ? { ...entry, subscribed: false } : entry)))
}

/** The part of the library that its types leave out: one command with its untagged answers. */
interface RawCommands {
  exec(
    command: string,
    attributes: readonly string[],
    options: { untagged: Record<string, () => Promise<void>> },
  ): Promise<{ next(): void }>
}

/** The library calls INBOX subscribed whatever the server says, and where nothing else is, that decides (LSUB, RFC 3501). */
async function isInboxSubscribed(conversation: ImapConversation): Promise<boolean> {
  let isListed = false
  const note = async () => {
    isListed = true
  }
  try {
    await conversation.run(async (client) => {
      const raw = client as unknown as RawCommands
      const response = await raw.exec('LSUB', ['', 'INBOX'], { untagged: { LSUB: note } })
      response.next()
    })
  } catch (error) {
    if (!(error instanceof ServerRefusal)) throw error
    return true
  }
  return isListed
}

/** Asks for the state of one folder, null where the server refuses to tell. */
export async function askState(conversation: ImapConversation, path: string): Promise<ServerState | null> {
  try {
    return toServerState(await conversation.run((client) => client.status(path, WANTED)))
  } catch (error) {
    if (error instanceof ServerRefusal) return null
    throw error
  }
}
