import type { Maildrop } from '@besedka/mail/maildrop'
import type { ImapFlow } from 'imapflow'
import type { SendingAccount } from '../accounts/accounts.service.ts'
import type { Outcome } from '../platform/app-error.ts'

type Incoming = NonNullable<SendingAccount['incoming']>

export interface ReceiveFirstDeps {
  openImap(incoming: Incoming): Promise<Outcome<ImapFlow>>
  openPop3(incoming: Incoming): Promise<Outcome<Maildrop>>
}

/**
 * «Требуется авторизация на сервере входящей почты перед отправкой»: servers of old let in to send who has just logged in
 * to receive. Does nothing for an account that does not ask for it.
 */
export async function receiveFirst(
  deps: ReceiveFirstDeps,
  { incoming, outgoing }: Pick<SendingAccount, 'incoming' | 'outgoing'>,
): Promise<Outcome<null>> {
  if (incoming === null || !outgoing.receiveFirst) return DONE
  if (incoming.protocol === 'imap') {
    const opened = await deps.openImap(incoming)
    if (opened.ok) await opened.value.logout().catch(() => {})
    return opened.ok ? DONE : opened
  }
  const opened = await deps.openPop3(incoming)
  // Receiving holds the mailbox at this moment: whoever is there has logged in (RFC 2449 section 8.1.1).
  if (!opened.ok) return opened.error.details['responseCode'] === 'IN-USE' ? DONE : opened
  await opened.value.quit().catch(() => {})
  return DONE
}

const DONE: Outcome<null> = { ok: true, value: null }
