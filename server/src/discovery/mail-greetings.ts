import { AppError } from '../platform/app-error.ts'
import type { MailLines } from './mail-lines.ts'

/** What a server says of itself before anybody has signed in. */
export interface Capabilities {
  hasStartTls: boolean
  /** Ways to log in, in capitals; only those that we know by name. */
  methods: string[]
}

/** How one protocol greets, tells what it can do, and begins TLS. Each throws AppError where the server speaks otherwise. */
export interface Dialect {
  greet(lines: MailLines): Promise<void>
  ask(lines: MailLines): Promise<Capabilities>
  beginTls(lines: MailLines): Promise<void>
  leave: string
}

const METHODS = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'XOAUTH2', 'OAUTHBEARER', 'APOP']

function known(words: readonly string[]): string[] {
  return METHODS.filter((method) => words.includes(method))
}

function demand(
  isRight: boolean,
  code: 'SERVER_PROTOCOL' | 'SERVER_REFUSED' | 'TLS_NOT_OFFERED' = 'SERVER_PROTOCOL',
): void {
  if (!isRight) throw new AppError(code)
}

/** RFC 3501 */
const imap: Dialect = {
  async greet(lines) {
    const line = await lines.next()
    demand(!/^\* BYE\b/i.test(line), 'SERVER_REFUSED')
    demand(/^\* (OK|PREAUTH)\b/i.test(line))
  },
  async ask(lines) {
    lines.say('c CAPABILITY')
    const answer = await lines.until((line) => /^c /i.test(line))
    demand(/^c OK\b/i.test(answer.at(-1) ?? ''))
    const words = answer
      .filter((line) => /^\* CAPABILITY /i.test(line))
      .flatMap((line) => line.toUpperCase().split(' '))
    const offered = words.flatMap((word) => (word.startsWith('AUTH=') ? [word.slice(5)] : []))
    const plainLogin = words.includes('LOGINDISABLED') ? [] : ['LOGIN']
    return { hasStartTls: words.includes('STARTTLS'), methods: known([...offered, ...plainLogin]) }
  },
  async beginTls(lines) {
    lines.say('s STARTTLS')
    const answer = await lines.until((line) => /^s /i.test(line))
    demand(/^s OK\b/i.test(answer.at(-1) ?? ''), 'TLS_NOT_OFFERED')
  },
  leave: 'q LOGOUT',
}

/** RFC 1939, 2449, 2595 */
const pop3: Dialect = {
  async greet(lines) {
    const line = await lines.next()
    demand(!/^-ERR\b/i.test(line), 'SERVER_REFUSED')
    demand(/^\+OK\b/i.test(line))
  },
  async ask(lines) {
    lines.say('CAPA')
    const first = await lines.next()
    // Before RFC 2449 there was no such question, and USER was all there was.
    if (!/^\+OK\b/i.test(first)) return { hasStartTls: false, methods: ['LOGIN'] }
    const answer = (await lines.until((line) => line === '.')).map((line) => line.toUpperCase())
    const offered = answer.flatMap((line) => (line.startsWith('SASL ') ? line.split(' ').slice(1) : []))
    const user = answer.includes('USER') ? ['LOGIN'] : []
    return { hasStartTls: answer.includes('STLS'), methods: known([...offered, ...user]) }
  },
  async beginTls(lines) {
    lines.say('STLS')
    demand(/^\+OK\b/i.test(await lines.next()), 'TLS_NOT_OFFERED')
  },
  leave: 'QUIT',
}

const isLastReply = (line: string) => !/^\d{3}-/.test(line)

/** RFC 5321, 3207, 4954 */
const smtp: Dialect = {
  async greet(lines) {
    const line = (await lines.until(isLastReply)).at(-1) ?? ''
    demand(!/^[45]\d\d\b/.test(line), 'SERVER_REFUSED')
    demand(/^220\b/.test(line))
  },
  async ask(lines) {
    lines.say('EHLO [127.0.0.1]')
    const answer = await lines.until(isLastReply)
    demand(/^250\b/.test(answer.at(-1) ?? ''))
    const words = answer.map((line) => line.slice(4).toUpperCase().split(/[ =]/))
    const offered = words.flatMap(([name, ...rest]) => (name === 'AUTH' ? rest : []))
    return { hasStartTls: words.some(([name]) => name === 'STARTTLS'), methods: known(offered) }
  },
  async beginTls(lines) {
    lines.say('STARTTLS')
    demand(/^220\b/.test((await lines.until(isLastReply)).at(-1) ?? ''), 'TLS_NOT_OFFERED')
  },
  leave: 'QUIT',
}

export const dialects: Record<'imap' | 'pop3' | 'smtp', Dialect> = { imap, pop3, smtp }
