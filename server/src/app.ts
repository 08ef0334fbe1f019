import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contract } from '@besedka/contract/contract'
import type { FastifyInstance } from 'fastify'
import { accountAudience, accountChangedByPerson, mayChangeReaders } from './accounts/account-audience.ts'
import { createGuessLimit } from './accounts/account-protection.ts'
import { readableAccountIds } from './accounts/accounts.access.ts'
import { bindAccounts } from './accounts/accounts.routes.ts'
import { type AccountsService, createAccountsService } from './accounts/accounts.service.ts'
import { createAccountCheck } from './accounts/check-account.ts'
import { createLetterCount } from './accounts/count-letters.ts'
import { openImap } from './accounts/open-imap.ts'
import { openPop3 } from './accounts/open-pop3.ts'
import { openSmtp } from './accounts/open-smtp.ts'
import type { Config } from './config.ts'
import { bindDiscovery } from './discovery/discovery.routes.ts'
import { createDiscoveryService, type DiscoverSettings } from './discovery/discovery.service.ts'
import { findSignedReader } from './emails/attachments.service.ts'
import { forgetLetters } from './emails/forget-letters.job.ts'
import { forgetLettersHandler } from './emails/forget-letters.run.ts'
import { createIngestService, type IngestService } from './emails/ingest.service.ts'
import { createLetterReader } from './emails/letter-reader.ts'
import { moveLetters } from './emails/move-letters.job.ts'
import { bindMovedLetters } from './emails/move-letters.routes.ts'
import { openOriginalLetter } from './emails/original-letter.service.ts'
import { proveSender } from './emails/prove-sender.job.ts'
import { proveSenderHandler } from './emails/prove-sender.run.ts'
import { bindReadLetter } from './emails/read-letter.routes.ts'
import { type ReadOptions, readInteraction } from './emails/read-letter.service.ts'
import type { ReadLetterDeps } from './emails/read-letter-deps.ts'
import { createSignedAddresses } from './emails/signed-addresses.ts'
import { bindSkippedLetters } from './emails/skipped-letters.routes.ts'
import { bindFolders } from './folders/folders.routes.ts'
import { bindInteractions } from './interactions/interactions.routes.ts'
import { startMailboxWorker } from './mailbox/mailbox-worker.ts'
import { moveLettersHandler } from './mailbox/move-letters.run.ts'
import { noteFoundInSent } from './outbox/found-letters.service.ts'
import { learnAddresses } from './outbox/learn-addresses.job.ts'
import { learnAddressesHandler } from './outbox/learn-addresses.run.ts'
import { bindOutbox, bindUploadedFiles, bindWrittenLetters } from './outbox/outbox.routes.ts'
import { sendLetter } from './outbox/send-letter.job.ts'
import { type SendLetterDeps, sendLetterHandler } from './outbox/send-letter.run.ts'
import { settleFound } from './outbox/settle-found.job.ts'
import { settleFoundHandler } from './outbox/settle-found.run.ts'
import { storeSentCopy } from './outbox/store-sent-copy.job.ts'
import { storeSentCopyHandler } from './outbox/store-sent-copy.run.ts'
import { createDialler, type Dialler } from './platform/dialler.ts'
import { createHttpServer } from './platform/http.ts'
import { type BoundEndpoint, pairEndpoints, type StreamRequest } from './platform/http-binding.ts'
import type { Visitor } from './platform/http-context.ts'
import { bindHealth } from './platform/http-health.ts'
import { closeHttp, isOpenToOthers, listenHttp, shownOrigin } from './platform/http-listen.ts'
import { startJobRunner } from './platform/job-runner.ts'
import { enqueue, type JobHandler, pairJobs } from './platform/jobs.ts'
import { EVERYONE, publish } from './platform/live.ts'
import { type LiveEvents, startLiveEvents } from './platform/live-events.ts'
import type { Logger } from './platform/log.ts'
import { createMetrics, type Metrics } from './platform/metrics.ts'
import type { SecretBox } from './platform/secret-box.ts'
import { openSecrets } from './platform/secrets.ts'
import { createEventStreams, type EventStreams } from './platform/sse.ts'
import { createStopOrder, type StopOrder } from './platform/stop-order.ts'
import { openStorage, type Storage } from './platform/storage.ts'
import { bindRecords } from './records/records.routes.ts'
import { followMailClientSwitch, type MailClientSwitch } from './settings/mail-client-switch.service.ts'
import { showSession } from './settings/session.view.ts'
import { bindSettings } from './settings/settings.routes.ts'
import { isMailClientOn, openForUse, readLanguage } from './settings/settings.service.ts'
import type { Actor } from './users/actor.ts'
import { createSessionCookie, type SessionCookie } from './users/session-cookie.ts'
import { bindSessions } from './users/sessions.routes.ts'
import { bindSetup } from './users/setup.routes.ts'
import { bootstrapAdministrator, type SetupDeps } from './users/setup.service.ts'
import { renderSetupCode } from './users/setup-code.ts'
import { authenticate } from './users/sign-in.service.ts'
import { bindTokens } from './users/tokens.routes.ts'
import { sessionAudience, userAudience } from './users/user-audience.ts'
import { bindUsers } from './users/users.routes.ts'
import { renderWelcome } from './welcome.ts'

export interface AppOptions {
  log: Logger
  /** Plain words for the operator at the console. */
  say(text: string): void
  /** Something that the program cannot go on without went down by itself: the process should end. */
  onLost(error: unknown): void
}

/** The running program. */
export interface App {
  /** Where it answers, `http://127.0.0.1:8025`; undefined for a pure worker. */
  origin: string | undefined
  http: FastifyInstance | undefined
  /** Ends everything in order; may be called more than once. */
  stop(): Promise<void>
}

/** What every part of the program is built upon. */
interface Ground {
  config: Config
  options: AppOptions
  storage: Storage
  secrets: SecretBox
  live: LiveEvents
  streams: EventStreams
  mailClient: MailClientSwitch
  dialler: Dialler
  ingest: IngestService
  metrics: Metrics
  stops: StopOrder
  isServing(): boolean
}

/** Most of them wait for a mail server: one that hangs does not hold up the letters of other accounts. */
const JOBS_AT_ONCE = 6
const PAGES = fileURLToPath(new URL('../../web/dist/site', import.meta.url))
const EMBEDDING = fileURLToPath(new URL('../../embed/dist', import.meta.url))
const OPENAPI = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url))

/**
 * The one place that constructs. A new feature is plugged in here at three points: its endpoints in `bindAll`, its workers
 * in `startWorkers`, and where its events have readers of their own, their keys in `keysOf`.
 * Throws a StartError and leaves nothing running.
 */
export async function createApp(config: Config, options: AppOptions): Promise<App> {
  const stops = createStopOrder()
  let isServing = false
  const stop = () => {
    isServing = false
    return stops.stop()
  }
  try {
    const ground = await layGround(config, options, stops)
    const app = { ...ground, isServing: () => isServing }
    const { bootstrapAdmin } = config
    if (bootstrapAdmin !== undefined) await bootstrapAdministrator(setupDeps(app), bootstrapAdmin)
    if (config.role !== 'web') await startWorkers(app)
    const served = config.role === 'worker' ? undefined : await serve(app)
    isServing = true
    if (served !== undefined) options.say(await renderWelcome(setupDeps(app), config.baseUrl ?? served.origin))
    return { origin: served?.origin, http: served?.http, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function layGround(config: Config, options: AppOptions, stops: StopOrder): Promise<Omit<Ground, 'isServing'>> {
  const { dataDir, databaseUrl } = config
  const { log, onLost } = options
  const storage = await openStorage({ dataDir, databaseUrl, log, onLost })
  stops.add(storage.close)
  const { db, pool, connection } = storage
  const secrets = await openSecrets({ db, dataDir, keyFile: config.secretKeyFile })
  const live = await startLiveEvents({ connection, log })
  stops.add(live.stop)
  const mailClient = await followMailClientSwitch({ db, live, log })
  stops.add(mailClient.stop)
  const { dnsServers, allowPrivateHosts, mailCaFile } = config
  const dialler = await createDialler({ dnsServers, allowPrivateHosts, caFile: mailCaFile })
  const ingest = createIngestService({ db, pool, log: log.child({ part: 'ingest' }), foundInSent: noteFoundInSent })
  stops.add(ingest.stop)
  const streams = createEventStreams({
    live,
    log: log.child({ part: 'events' }),
    keysOf: (visitor) => keysOf(storage, visitor),
    changesKeys: mayChangeReaders,
    changesSignIn: new Set(['session.ended', 'user.changed']),
  })
  const metrics = createMetrics()
  return { config, options, storage, secrets, live, streams, mailClient, dialler, ingest, metrics, stops }
}

/** Receiving, sending and jobs: everything that works without being asked. */
async function startWorkers(ground: Ground): Promise<void> {
  const { options, storage, mailClient, dialler, stops } = ground
  const { db, connection, isOnlyProcess } = storage
  const runner = await startJobRunner({
    connection,
    log: options.log.child({ part: 'jobs' }),
    handlers: jobHandlers(ground),
    concurrency: JOBS_AT_ONCE,
    mayRun: mailClient.isOn,
    isOnlyProcess,
    onUnexpectedEnd: options.onLost,
  })
  stops.add(runner.stop)
  const mailbox = await startMailboxWorker({
    db,
    connection,
    log: options.log.child({ part: 'mailbox' }),
    live: ground.live,
    mailClient,
    accounts: accountsService(ground),
    openImap: (incoming) => openImap(dialler, incoming),
    openPop3: (incoming) => openPop3(dialler, incoming),
    ingest: ground.ingest,
    isListenedTo: (accountId) => ground.streams.isHeard(accountAudience(accountId)),
  })
  stops.add(mailbox.stop)
}

function jobHandlers(ground: Ground): Map<string, JobHandler> {
  const { options, storage, dialler, ingest } = ground
  const { db } = storage
  const accounts = accountsService(ground)
  const sending = {
    db,
    accounts,
    ingest,
    log: options.log.child({ part: 'outbox' }),
    openSmtp: (...[outgoing, onStep]: Parameters<SendLetterDeps['openSmtp']>) => openSmtp(dialler, outgoing, onStep),
    openImap: (...[incoming]: Parameters<SendLetterDeps['openImap']>) => openImap(dialler, incoming),
    openPop3: (...[incoming]: Parameters<SendLetterDeps['openPop3']>) => openPop3(dialler, incoming),
  }
  return pairJobs(
    [proveSender, forgetLetters, sendLetter, storeSentCopy, settleFound, learnAddresses, moveLetters],
    [
      proveSenderHandler(db, dialler.names.records),
      forgetLettersHandler(storage.pool),
      sendLetterHandler(sending),
      storeSentCopyHandler(sending),
      settleFoundHandler(sending),
      learnAddressesHandler(db),
      moveLettersHandler(sending),
    ],
  )
}

async function serve(ground: Ground): Promise<{ http: FastifyInstance; origin: string }> {
  const { config, options, storage, metrics, stops } = ground
  const { db } = storage
  const cookie = createSessionCookie(config.baseUrl?.startsWith('https:') ?? false)
  const countAnswer = metrics.counter('besedka_http_answers_total', 'Answers by route of the contract and status.')
  const { streams } = ground
  metrics.gauge('besedka_event_streams', 'Browsers and programs that listen to events here.', streams.count)
  metrics.gauge('besedka_resident_memory_bytes', 'Memory of this process.', () => process.memoryUsage.rss())
  metrics.gauge('besedka_database_waiting', 'Requests that wait for a connection.', () => storage.pool.waitingCount)
  const http = await createHttpServer({
    endpoints: bindAll(ground, cookie, streams),
    gate: {
      authenticate: ({ bearer, cookies }) => authenticate(db, { bearer, cookie: cookie.read(cookies) }),
      isMailClientOn: () => isMailClientOn(db),
      ownOrigin: config.baseUrl,
    },
    log: options.log.child({ part: 'http' }),
    pagesDir: PAGES,
    embedDir: EMBEDDING,
    onAnswered: ({ method, route, status }) => countAnswer({ method, route, status: String(status) }),
  })
  http.addHook('preClose', async () => streams.closeAll())
  stops.add(() => closeHttp(http))
  const port = await listenHttp(http, config)
  return { http, origin: shownOrigin({ host: config.host, port }) }
}

/** Every endpoint of the contract, each bound by the feature that answers it. */
function bindAll(ground: Ground, cookie: SessionCookie, streams: EventStreams): BoundEndpoint[] {
  const { config, storage, secrets, metrics, stops } = ground
  const { db, pool } = storage
  const version = readVersion()
  const show = (userId: string) => showSession(db, version, userId)
  const reader = createLetterReader()
  stops.add(reader.stop)
  const letters = { db, reader, addresses: createSignedAddresses(secrets.derive('attachment addresses')) }
  const readLetter = bindReadLetter({ ...letters, dialler: ground.dialler })
  const written = writtenLetters(letters)
  const accounts = accountsService(ground)
  return pairEndpoints(contract, {
    sessions: bindSessions({ db, cookie, showSession: show }),
    tokens: bindTokens(db),
    setup: bindSetup({ ...setupDeps(ground), cookie, showSession: show, ownOrigin: config.baseUrl }),
    users: bindUsers({ db, lockMailOf: accounts.lockMailOf }),
    settings: bindSettings(db),
    accounts: {
      ...bindAccounts(accounts),
      ...bindFolders(db),
      ...bindSkippedLetters({ db, ingest: ground.ingest }),
    },
    discovery: bindDiscovery(discoveryService(ground)),
    interactions: {
      ...bindInteractions(db),
      ...bindMovedLetters(db),
      ...readLetter,
      ...bindWrittenLetters(written),
      ...bindUploadedFiles(written, readLetter),
    },
    outbox: bindOutbox(written),
    records: bindRecords(db),
    events: { stream: streams },
    health: bindHealth({
      isServing: ground.isServing,
      askDatabase: () => pool.query('select 1'),
      metrics,
      openApiFile: OPENAPI,
    }),
  })
}

/** What writing letters needs of those who read them. */
function writtenLetters(letters: ReadLetterDeps) {
  const { db, reader, addresses } = letters
  return {
    db,
    openOriginal: (actor: Actor, id: string) => openOriginalLetter({ db, reader }, actor, id),
    readLetter: (...asked: [Actor, string, ReadOptions]) => readInteraction(letters, ...asked),
    sanitize: reader.sanitize,
    addressOf: (attachmentId: string, viewerId: string) => addresses.address(attachmentId, viewerId, Date.now()),
    signedReader: (attachmentId: string, query: StreamRequest['query']) =>
      findSignedReader(letters, attachmentId, query),
  }
}

function accountsService({ config, storage, secrets, dialler }: Ground): AccountsService {
  const { db } = storage
  return createAccountsService({
    db,
    sealer: secrets,
    check: createAccountCheck(dialler, () => readLanguage(db)),
    countLetters: createLetterCount(dialler),
    guesses: createGuessLimit(),
    allowPlaintext: config.allowPlaintext,
    announce: (trx, accountId) => publish(trx, accountChangedByPerson(accountId)),
    forgetLetters: (trx) => enqueue(trx, forgetLetters, {}, { key: forgetLetters.name }),
  })
}

function discoveryService({ config, dialler }: Ground): DiscoverSettings {
  const { dataDir, ispdbUrl, allowPrivateHosts, allowPlaintext } = config
  return createDiscoveryService({
    dialler,
    filesDir: join(dataDir, 'autoconfig'),
    ispdbUrl,
    isListOnly: config.discovery === 'list',
    allowPrivateHosts,
    allowPlaintext,
  })
}

function setupDeps({ config, storage, secrets }: Pick<Ground, 'config' | 'storage' | 'secrets'>): SetupDeps {
  const code = isOpenToOthers(config) ? renderSetupCode(secrets.derive('first-run code')) : undefined
  return { db: storage.db, code, openForUse }
}

/** Audience keys of a visitor: what he may read, himself, everyone. */
async function keysOf({ db }: Storage, { viewer, sessionId }: Visitor): Promise<ReadonlySet<string>> {
  const accounts = await readableAccountIds(db, viewer)
  const session = sessionId === undefined ? [] : [sessionAudience(sessionId)]
  return new Set([EVERYONE, userAudience(viewer.userId), ...session, ...accounts.map(accountAudience)])
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
