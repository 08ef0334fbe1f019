import type { Lab } from '@besedka/lab/lab-types'
import { afterAll, expect } from 'vitest'
import type { AccountsService } from '../../accounts/accounts.service.ts'
import { openImap } from '../../accounts/open-imap.ts'
import { openPop3 } from '../../accounts/open-pop3.ts'
import { openSmtp } from '../../accounts/open-smtp.ts'
import { readSource } from '../../emails/letter.view.ts'
import { readableInteraction } from '../../interactions/interactions.access.ts'
import { createReceivingGround } from '../../mailbox/testing/receiving-ground.ts'
import { createDialler } from '../../platform/dialler.ts'
import { type JobRunner, startJobRunner } from '../../platform/job-runner.ts'
import { pairJobs } from '../../platform/jobs.ts'
import { eventually } from '../../platform/testing/eventually.ts'
import type { Actor } from '../../users/actor.ts'
import type { DeliveryState } from '../decide-delivery.ts'
import type { DraftWish } from '../draft-content.ts'
import { createDraft } from '../drafts.service.ts'
import { sendLetter } from '../send-letter.job.ts'
import { type SendLetterDeps, sendLetterHandler } from '../send-letter.run.ts'
import { readDelivery, sendDraft } from '../sending.service.ts'
import { storeSentCopy } from '../store-sent-copy.job.ts'
import { type SentCopyDeps, storeSentCopyHandler } from '../store-sent-copy.run.ts'

export interface SendingAccountOptions {
  smtpPort?: number
  smtpSecurity?: 'starttls' | 'none'
  smtpPassword?: string
  receives?: boolean
  protocol?: 'imap' | 'pop3'
  receiveFirst?: boolean
  loadSelfAddressed?: boolean
}

const PAUSE_MS = 150

/** Sending as the program composes it beside receiving, with short pauses between tries. The lab may come later. */
export async function createSendingGround(lab: () => Lab, sealer?: Parameters<typeof createReceivingGround>[1]) {
  const ground = await createReceivingGround(lab, sealer)
  const { db, connection, log, accounts, ingest, administrator, mailClient } = ground
  const runners = new Set<JobRunner>()
  afterAll(() => Promise.all([...runners].map((runner) => runner.stop())))

  /** Begins to send; without `copies` nothing is put into Sent. Returns how to end it. */
  async function startSending({ copies = true } = {}): Promise<() => Promise<void>> {
    const dialler = await createDialler({ dnsServers: [], allowPrivateHosts: true, caFile: lab().caFile })
    const deps: SendLetterDeps & SentCopyDeps = {
      db,
      log,
      accounts,
      ingest,
      openSmtp: (outgoing, onStep) => openSmtp(dialler, outgoing, onStep),
      openImap: (incoming) => openImap(dialler, incoming),
      openPop3: (incoming) => openPop3(dialler, incoming),
      retryPause: () => PAUSE_MS,
    }
    const runner = await startJobRunner({
      connection,
      log,
      handlers: copies
        ? pairJobs([sendLetter, storeSentCopy], [sendLetterHandler(deps), storeSentCopyHandler(deps)])
        : pairJobs([sendLetter], [sendLetterHandler(deps)]),
      concurrency: 4,
      mayRun: mailClient.isOn,
      isOnlyProcess: false,
      onUnexpectedEnd: (error) => {
        throw error
      },
    })
    runners.add(runner)
    return async () => {
      runners.delete(runner)
      await runner.stop()
    }
  }

  const addSender = (address: string, options: SendingAccountOptions = {}) =>
    saveSender({ accounts, actor: administrator, lab: lab() }, address, options)

  /** Writes a letter and has it sent at once. Returns its id. */
  async function send(account: string, to: readonly string[], wish: DraftWish = {}): Promise<string> {
    const recipients = to.map((address) => ({ name: '', address }))
    const text = { text: 'Добрый день!', subject: 'Письмо', ...wish }
    const deps = { db, openOriginal: () => Promise.reject(new Error('nothing is answered here')) }
    const draft = { kind: 'email' as const, mode: 'new' as const, account, to: recipients, ...text }
    const id = await createDraft(deps, administrator, draft)
    await sendAgain(id)
    return id
  }

  const sendAgain = (id: string, resend = false) =>
    sendDraft(db, administrator, id, { idempotencyKey: crypto.randomUUID(), sendAt: new Date(0), resend })

  const delivery = (id: string) => readDelivery(db, administrator, id)

  /** The delivery once it stands so. */
  const delivered = (id: string, ...states: DeliveryState[]) =>
    eventually(async () => {
      const found = await delivery(id)
      expect(states).toContain(found.state)
      return found
    })

  const sourceOf = async (id: string) => readSource(db, await readableInteraction(db, administrator, id))

  return { ...ground, startSending, addSender, send, sendAgain, delivery, delivered, sourceOf }
}

interface SenderMaker {
  accounts: AccountsService
  actor: Actor
  lab: Lab
}

async function saveSender({ accounts, actor, lab }: SenderMaker, address: string, options: SendingAccountOptions) {
  const server = { host: 'localhost', user: address, secureAuth: false }
  const { smtpPort = lab.ports.submission, smtpSecurity: security = 'starttls', receives = true } = options
  const { id } = await accounts.create(actor, {
    address,
    senderName: 'Отдел продаж',
    password: 'secret',
    useForSending: true,
    useForReceiving: receives,
    scope: 'shared',
    timeoutSeconds: 5,
    aliases: [],
    loadSelfAddressed: options.loadSelfAddressed ?? false,
    grants: [],
    incoming:
      options.protocol === 'pop3'
        ? { ...server, protocol: 'pop3', port: lab.ports.pop3s, security: 'tls', keepCopies: true }
        : { ...server, protocol: 'imap', port: lab.ports.imaps, security: 'tls' },
    outgoing: {
      ...server,
      port: smtpPort,
      security,
      receiveFirst: options.receiveFirst ?? false,
      password: options.smtpPassword,
    },
    check: 'skip',
    confirmPrivateHosts: true,
    system: false,
    firstReceipt: 'all',
  })
  return id
}
