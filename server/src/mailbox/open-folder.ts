import type { ServerState } from '@besedka/mail/sync-cursor'
import type { ImapConversation } from './imap-conversation.ts'
import { ServerRefusal } from './imap-failure.ts'

/** Opens a folder so that nothing in it can be changed (EXAMINE, RFC 9051 section 6.3.3). */
export async function openFolder(conversation: ImapConversation, path: string): Promise<ServerState> {
  const mailbox = await conversation.run((client) => client.mailboxOpen(path, { readOnly: true }))
  if (typeof mailbox.uidValidity !== 'bigint') throw new ServerRefusal('no UIDVALIDITY')
  return {
    uidValidity: mailbox.uidValidity,
    uidNext: mailbox.uidNext > 0 ? mailbox.uidNext : null,
    exists: mailbox.exists,
    highestModseq: mailbox.highestModseq !== undefined && !mailbox.noModseq ? mailbox.highestModseq : null,
  }
}
