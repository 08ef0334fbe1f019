import type { Lab } from '@besedka/lab/lab-types'
import { afterAll, expect } from 'vitest'
import { accountChangedByPerson } from '../../accounts/account-audience.ts'
import { createGuessLimit } from '../../accounts/account-protection.ts'
import { type AccountsService, createAccountsService, type ReceivingAccount } from '../../accounts/accounts.service.ts'
import { openImap } from '../../accounts/open-imap.ts'
import { openPop3 } from '../../accounts/open-pop3.ts'
import { createIngestService } from '../../emails/ingest.service.ts'
import { createDialler } from '../../platform/dialler.ts'
import { publish } from '../../platform/live.ts'
import { startLiveEvents } from '../../platform/live-events.ts'
import { createLogger } from '../../platform/log.ts'
import { createSecretBox, type SecretBox } from '../../platform/secret-box.ts'
import { eventually } from '../../platform/testing/eventually.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { followMailClientSwitch } from '../../settings/mail-client-switch.service.ts'
import { changeSettings } from '../../settings/settings.service.ts'
import { addUser } from '../../testing/rows.ts'
import type { Actor } from '../../users/actor.ts'
import { type MailboxWorker, startMailboxWorker } from '../mailbox-worker.ts'
import { createReceivedRows } from './received-rows.ts'

/** How an account of a test differs from one over TLS on the lab's own port. */
export interface GroundAccountOptions {
  port?: number
  security?: 'tls' | 'none'
  password?: string
  protocol?: 'imap' | 'pop3'
  timeoutSeconds?: number
  aliases?: string[]
  loadSelfAddressed?: boolean
  /** Only what is from then on is wanted of what lies there. */
  loadSince?: string
  /** POP3 only; copies stay unless it is said otherwise. */
  keepCopies?: boolean
  deleteAfterDays?: number
}

/** What receiving needs of the lab; a test with servers of its own gives it as it likes. */
export interface GroundLab {
  readonly caFile?: string | undefined
  readonly ports: Pick<Lab['ports'], 'imaps' | 'pop3s'>
}

const LOOKS_OFTEN_MS = 300

/**
 * Receiving as the program composes it, on a database of its own. Call it once at the top of a test file, the lab may
 * come later.
 */
export async function createReceivingGround(
  lab: () => GroundLab,
  sealer: SecretBox = createSecretBox(Buffer.alloc(32, 5)),
) {
  const database = await createTestDatabase()
  const { db, pool, connection } = database
  const log = createLogger('silent')
  const live = await startLiveEvents({ connection, log })
  const mailClient = await followMailClientSwitch({ db, live, log })
  const ingest = createIngestService({ db, pool, log })
  const workers = new Set<MailboxWorker>()
  const administrator = await addUser(db, 'administrator')
  const accounts = createAccountsService({
    db,
    sealer,
    countLetters: async () => ({ ok: true, value: { letters: 0, folders: [] } }),
    guesses: createGuessLimit(),
    check: async () => ({ ok: true, steps: [] }),
    allowPlaintext: true,
    announce: (trx, accountId) => publish(trx, accountChangedByPerson(accountId)),
    forgetLetters: async () => {},
  })
  await changeSettings(db, administrator, { mailClient: true })
  afterAll(async () => {
    await Promise.all([...workers].map((worker) => worker.stop()))
    await ingest.stop()
    await mailClient.stop()
    await live.stop()
  })

  async function startWorker(pollMs = LOOKS_OFTEN_MS): Promise<MailboxWorker> {
    const dialler = await createDialler({ dnsServers: [], allowPrivateHosts: true, caFile: lab().caFile })
    const open = (incoming: ReceivingAccount['incoming']) => openImap(dialler, incoming)
    const openDrop = (incoming: ReceivingAccount['incoming']) => openPop3(dialler, incoming)
    const openers = { openImap: open, openPop3: openDrop }
    const deps = { db, connection, log, live, mailClient, accounts, ingest, pollMs, ...openers, firstRetryMs: 100 }
    const worker = await startMailboxWorker(deps)
    workers.add(worker)
    return {
      async stop() {
        workers.delete(worker)
        await worker.stop()
      },
    }
  }

  const addAccount = (address: string, options: GroundAccountOptions = {}) =>
    saveAccount({ accounts, actor: administrator, lab: lab() }, address, options)
  const rows = createReceivedRows(db)
  return {
    ...database,
    log,
    live,
    mailClient,
    ingest,
    accounts,
    administrator,
    startWorker,
    addAccount,
    ...rows,
    /** Everything that the server holds is here. */
    untilIdle: (id: string) => eventually(async () => expect((await rows.receiving(id)).state).toBe('idle')),
    switchMailClient: (on: boolean) => changeSettings(db, administrator, { mailClient: on }),
  }
}

interface AccountMaker {
  accounts: AccountsService
  actor: Actor
  lab: GroundLab
}

/** Saves an account without a check, as a person may wish it. */
async function saveAccount(
  { accounts, actor, lab }: AccountMaker,
  address: string,
  options: GroundAccountOptions,
): Promise<string> {
  const { security = 'tls', protocol = 'imap', password = 'secret', keepCopies = true, deleteAfterDays = 0 } = options
  const { port = protocol === 'pop3' ? lab.ports.pop3s : lab.ports.imaps } = options
  const { timeoutSeconds = 5, aliases = [], loadSelfAddressed = false } = options
  const incoming = { host: 'localhost', port, security, user: address, protocol, secureAuth: false }
  const { id } = await accounts.create(actor, {
    address,
    password,
    senderName: '',
    useForSending: false,
    useForReceiving: true,
    scope: 'shared',
    timeoutSeconds,
    aliases,
    loadSelfAddressed,
    grants: [],
    incoming: protocol === 'pop3' ? { ...incoming, keepCopies, deleteAfterDays } : incoming,
    check: 'skip',
    confirmPrivateHosts: true,
    system: false,
    ...(options.loadSince === undefined
      ? { firstReceipt: 'all' }
      : { firstReceipt: 'since', loadSince: options.loadSince }),
  })
  return id
}

let numbered = 0

/** A letter with CRLF, from a client unless the headers say otherwise. */
export function writeLetter(subject: string, headers: Readonly<Record<string, string>> = {}, body = 'Hello'): string {
  numbered += 1
  const all = {
    From: 'Client <client@client.test>',
    To: 'office@corp.test',
    Date: 'Mon, 6 May 2024 10:00:00 +0300',
    Subject: subject,
    'Message-ID': `<${numbered}.${process.pid}@client.test>`,
    ...headers,
  }
  return [...Object.entries(all).map(([name, value]) => `${name}: ${value}`), '', body, ''].join('\r\n')
}
