import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerAuthentication, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import type { KeyPair } from './lab-certificates.ts'
import type { LabUser } from './lab-shapes.ts'
import { sendByLmtp } from './lmtp-client.ts'
import type { SubmissionServer } from './postfix-server.ts'

export interface BuiltInOptions {
  certificate: KeyPair
  domains: readonly string[]
  users: readonly LabUser[]
  answers: ReadonlyMap<string, string>
  sizeLimit: number
  outsideMailbox?: string | undefined
  /** Dovecot's LMTP port, where accepted letters go. */
  lmtpPort: number
  /** Port 0 leaves a listener out. */
  ports: { smtp: number; submission: number; smtps: number }
}

/** A reply with its SMTP code, as smtp-server wants it. */
class SmtpReply extends Error {
  readonly responseCode: number

  constructor(reply: string) {
    super(reply.slice(4))
    this.responseCode = Number(reply.slice(0, 3))
  }
}

/** What the running listeners share and the lab may change. */
interface Desk {
  options: BuiltInOptions
  addresses: ReadonlySet<string>
  answers: ReadonlyMap<string, string>
  log: string
}

/**
 * The submission server for machines without Postfix or without root: npm smtp-server in this process, with the same
 * listeners, answers and size limit. It hands a letter to Dovecot before it accepts it, so it never queues or bounces.
 */
export function createBuiltInSubmission(options: BuiltInOptions): SubmissionServer {
  const desk: Desk = {
    options,
    addresses: new Set(options.users.map((user) => user.address)),
    answers: options.answers,
    log: '',
  }
  let running: SMTPServer[] = []

  async function start() {
    if (running.length > 0) return
    const common = listenerOptions(desk)
    const listeners: [number, SMTPServerOptions][] = [
      [options.ports.smtp, { ...common, authOptional: true, disabledCommands: ['AUTH'] }],
      [options.ports.submission, common],
      [options.ports.smtps, { ...common, secure: true }],
    ]
    const wanted = listeners.filter(([port]) => port !== 0)
    running = await Promise.all(wanted.map(([port, listener]) => listen(port, listener, desk)))
  }

  async function stop() {
    const stopped = running
    running = []
    await Promise.all(stopped.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))))
  }

  return {
    name: 'built-in submission',
    start,
    stop,
    kill: stop,
    pids: () => [],
    log: () => desk.log,
    async acceptAddresses(accepted) {
      desk.addresses = new Set(accepted)
    },
    async setAnswers(changed) {
      desk.answers = changed
    },
  }
}

function listenerOptions(desk: Desk): SMTPServerOptions {
  const { options } = desk
  return {
    name: 'mail.corp.test',
    cert: options.certificate.certificate,
    key: options.certificate.key,
    size: options.sizeLimit,
    authMethods: ['PLAIN', 'LOGIN', 'CRAM-MD5'],
    // Replies carry their own enhanced codes.
    hideENHANCEDSTATUSCODES: true,
    disableReverseLookup: true,
    closeTimeout: 200,
    onRcptTo(address, _session, callback) {
      const reply = replyTo(desk, address.address.toLowerCase())
      callback(reply === undefined ? null : new SmtpReply(reply))
    },
    onData(stream, session, callback) {
      buffer(stream)
        .then((source) => {
          if (stream.sizeExceeded) throw new SmtpReply('552 5.3.4 Message too big')
          return deliver(desk, source, session)
        })
        .then(
          () => callback(null, '2.0.0 Delivered'),
          (error: unknown) => callback(error instanceof SmtpReply ? error : new SmtpReply('451 4.3.0 Not delivered')),
        )
    },
    onAuth(auth, _session, callback) {
      const user = options.users.find((candidate) => candidate.address === auth.username)
      const passed = user !== undefined && isPassword(auth, user.password)
      callback(passed ? null : new SmtpReply('535 5.7.8 Wrong user or password'), passed ? { user: user.address } : {})
    },
  }
}

/** The refusal for a recipient; undefined accepts it. */
function replyTo({ options, addresses, answers }: Desk, address: string): string | undefined {
  const answer = answers.get(address)
  if (answer !== undefined) return answer
  if (addresses.has(address)) return undefined
  const domain = address.slice(address.lastIndexOf('@') + 1)
  if (options.domains.includes(domain)) return '550 5.1.1 No such user here'
  if (options.outsideMailbox !== undefined && domain.endsWith('.example')) return undefined
  return '550 5.4.4 The lab delivers to its own domains only'
}

async function deliver(desk: Desk, source: Buffer, session: SMTPServerSession): Promise<void> {
  const { mailFrom, rcptTo } = session.envelope
  const to = rcptTo.map(({ address }) => {
    const wanted = address.toLowerCase()
    return desk.addresses.has(wanted) ? wanted : (desk.options.outsideMailbox ?? wanted)
  })
  await sendByLmtp(desk.options.lmtpPort, { from: mailFrom === false ? '' : mailFrom.address, to }, source)
  desk.log += `accepted ${source.length} bytes for ${to.length} recipients\n`
}

function isPassword(auth: SMTPServerAuthentication, password: string): boolean {
  return auth.method === 'CRAM-MD5' ? auth.validatePassword(password) : auth.password === password
}

function listen(port: number, options: SMTPServerOptions, desk: Desk): Promise<SMTPServer> {
  const server = new SMTPServer(options)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      server.on('error', (error) => {
        desk.log += `connection ended: ${error.message}\n`
      })
      server.server.unref()
      resolve(server)
    })
  })
}
