import { join } from 'node:path'
import { createBuiltInSubmission } from './built-in-submission.ts'
import { createDnsmasq } from './dnsmasq-server.ts'
import { createDovecot } from './dovecot-server.ts'
import { createImapClients } from './imap-clients.ts'
import { LabError } from './lab-error.ts'
import { groundFacts, type LabGround, leaveGround, prepareGround } from './lab-ground.ts'
import type { LabServer } from './lab-shapes.ts'
import type { Lab, LabOptions } from './lab-types.ts'
import { startLabVariant } from './lab-variant.ts'
import { domainRecords, type LabZone } from './lab-zone.ts'
import { createLetterDelivery } from './letter-delivery.ts'
import { createMailboxLoader } from './mailbox-loader.ts'
import { createPostfix, type SubmissionServer } from './postfix-server.ts'
import { findProgram, mailOwner } from './program-path.ts'

type LoggingServer = LabServer & { log(): string }

/**
 * Starts real mail servers on free ports of 127.0.0.1, in a folder and with a certificate authority of their own.
 * Any number of labs may run at once. The servers end with this process, however it ends.
 * Throws `LabError`: LAB_PROGRAM_MISSING names the Debian package, LAB_SERVER_FAILED carries the server's log.
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const ground = await prepareGround(options)
  const notes: string[] = []
  const servers = new Map<string, LoggingServer>()
  try {
    const dovecot = mainDovecot(ground)
    servers.set('dovecot', dovecot)
    const submission =
      options.smtp === false
        ? undefined
        : await chooseSubmission(ground, notes, (address) => hasLoggedIn(dovecot, address))
    if (submission !== undefined) servers.set(submission.name, submission)
    const dns = options.dns === true ? zoneServer(ground) : undefined
    if (dns !== undefined) servers.set(dns.name, dns)
    await Promise.all([...servers.values()].map((server) => server.start()))
    return composeLab(ground, { notes, servers, submission, zone: dns?.zone })
  } catch (error) {
    await Promise.all([...servers.values()].map((server) => server.kill()))
    await leaveGround(ground)
    throw error
  }
}

function mainDovecot(ground: LabGround): LoggingServer {
  const { imap, imaps, pop3, pop3s, lmtp } = ground.ports
  return createDovecot({
    name: 'dovecot',
    dir: join(ground.dir, 'd'),
    usersDir: ground.directory.usersDir,
    certificate: ground.certificates.server,
    ports: { imap, imaps, pop3, pop3s, lmtp },
    authPort: ground.authPort,
    style: ground.options,
    account: ground.privileged ? undefined : mailOwner(),
    own: ground.privileged ? () => {} : ground.directory.own,
    guard: ground.guard,
  })
}

/** Dovecot's own word that somebody has logged in over POP3 or IMAP. */
function hasLoggedIn(dovecot: LoggingServer, address: string): boolean {
  const login = `Login: user=<${address}>`
  return dovecot
    .log()
    .split('\n')
    .some((line) => /(pop3|imap)-login: /.test(line) && line.includes(login))
}

async function chooseSubmission(
  ground: LabGround,
  notes: string[],
  hasReceived: (address: string) => boolean,
): Promise<SubmissionServer> {
  const { submissionServer, receiveFirst = false } = ground.options
  const obstacle = !ground.privileged
    ? 'Postfix needs root'
    : findProgram('postfix') === undefined
      ? 'Postfix is not installed (apt-get install postfix)'
      : undefined
  const shared = {
    certificate: ground.certificates.server,
    domains: ground.domains,
    answers: ground.answers,
    sizeLimit: ground.options.sizeLimit ?? 26_214_400,
    outsideMailbox: ground.options.outsideMailbox,
  }
  if (submissionServer === 'built-in' || obstacle !== undefined) {
    if (submissionServer === 'postfix' || receiveFirst) throw new LabError('LAB_NOT_AVAILABLE', obstacle ?? '')
    notes.push(`SMTP is npm smtp-server instead of Postfix: ${obstacle ?? 'asked for'}; it neither queues nor bounces`)
    const { users } = ground.directory
    return createBuiltInSubmission({ ...shared, users, ports: ground.ports, lmtpPort: ground.ports.lmtp })
  }
  return createPostfix({
    ...shared,
    dir: join(ground.dir, 'p'),
    addresses: ground.directory.users.map(({ address }) => address),
    ports: { ...ground.ports, auth: ground.authPort, lookup: ground.lookupPort },
    closedPort: ground.closedPort,
    receiveFirst,
    hasReceived,
    guard: ground.guard,
  })
}

function zoneServer(ground: LabGround): ReturnType<typeof createDnsmasq> {
  return createDnsmasq({
    dir: join(ground.dir, 'n'),
    port: ground.ports.dns,
    records: domainRecords(ground.domains, ground.ports),
    account: mailOwner(),
    own: ground.directory.own,
    guard: ground.guard,
  })
}

interface LabParts {
  notes: string[]
  servers: Map<string, LoggingServer>
  submission: SubmissionServer | undefined
  zone: LabZone | undefined
}

function composeLab(ground: LabGround, parts: LabParts): Lab {
  const { directory, ports, certificates, answers } = ground
  const clients = createImapClients(ports.imaps, certificates.ca, directory)
  const separator = ground.options.separator ?? '.'
  const variants = new Set<{ stop(): Promise<void> }>()
  const all = () => [...parts.servers.values()]
  let stopped: Promise<void> | undefined

  async function stopOnce() {
    await clients.closeAll()
    await Promise.all([...variants].map((variant) => variant.stop()))
    await Promise.all(all().map((server) => server.stop()))
    await leaveGround(ground)
  }
  const stop = () => {
    stopped ??= stopOnce()
    return stopped
  }

  return {
    ...groundFacts(ground),
    notes: parts.notes,
    servers: parts.servers,
    get zone() {
      if (parts.zone !== undefined) return parts.zone
      throw new LabError('LAB_NOT_AVAILABLE', 'this lab was started without dns: true')
    },
    async addUser(user) {
      directory.add(user)
      await parts.submission?.acceptAddresses(directory.users.map(({ address }) => address))
      return user
    },
    changePassword: (address, password) => directory.changePassword(address, password),
    async answerRecipient(address, reply) {
      answers.set(address, reply)
      await parts.submission?.setAnswers(answers)
    },
    async startVariant(variantOptions) {
      const variant = await startLabVariant(ground, variantOptions)
      variants.add(variant)
      return variant
    },
    imap: clients.open,
    log: () =>
      all()
        .map((server) => `== ${server.name}\n${server.log()}`)
        .join('\n'),
    pids: () => all().flatMap((server) => server.pids()),
    stop,
    async killAll() {
      await Promise.all(all().map((server) => server.kill()))
    },
    [Symbol.asyncDispose]: stop,
    ...createLetterDelivery(ports, certificates.ca, directory),
    ...createMailboxLoader(directory, separator, clients.use),
  }
}
