import { accountInput } from '@besedka/contract/accounts'
import type { Lab } from '@besedka/lab/lab-types'
import type { Database } from '../../platform/database.ts'
import { createDialler } from '../../platform/dialler.ts'
import { createSecretBox } from '../../platform/secret-box.ts'
import { createGuessLimit } from '../account-protection.ts'
import { type AccountsService, createAccountsService } from '../accounts.service.ts'
import { createAccountCheck } from '../check-account.ts'
import { createLetterCount } from '../count-letters.ts'

/** The service as the program composes it, with the lab's servers. */
export async function createLabAccounts(
  db: Database,
  lab: Lab,
  allowPrivateHosts = true,
  allowPlaintext = false,
): Promise<AccountsService> {
  const dialler = await createDialler({ dnsServers: [], allowPrivateHosts, caFile: lab.caFile })
  return createAccountsService({
    db,
    sealer: createSecretBox(Buffer.alloc(32, 5)),
    check: createAccountCheck(dialler, async () => 'en'),
    countLetters: createLetterCount(dialler),
    guesses: createGuessLimit(),
    allowPlaintext,
    announce: async () => {},
    forgetLetters: async () => {},
  })
}

/** What a person types to set up the lab's first mailbox. */
export function labInput(lab: Lab, change: object = {}) {
  const server = { host: 'localhost', security: 'tls', user: 'anna@corp.test' }
  return accountInput.parse({
    name: 'Анна',
    address: 'anna@corp.test',
    password: 'secret',
    incoming: { ...server, protocol: 'imap', port: lab.ports.imaps },
    outgoing: { ...server, port: lab.ports.smtps },
    ...change,
  })
}
