import type { Duplex } from 'node:stream'
import type { Pop3Answer } from '@besedka/mail/maildrop'
import { defaultPop3Limits, type Pop3Event, Pop3Reader, type Pop3Shape } from '@besedka/mail/pop3-reader'
import { AppError } from '../platform/app-error.ts'

/** One command, and who hears its answer. */
interface Command {
  /** Without CRLF; null for the greeting, which answers to nothing. */
  readonly line: string | null
  readonly shape: Pop3Shape
  readonly lines: string[]
  readonly onBytes: (bytes: Buffer) => void
  /** The client's turn in a dialogue (RFC 5034); null ends it. */
  readonly onChallenge: (challenge: string) => Promise<string | null>
  readonly resolve: (reply: Pop3Reply) => void
  readonly reject: (error: AppError) => void
  status: Pop3Answer | null
}

export interface Pop3Reply extends Pop3Answer {
  readonly lines: readonly string[]
}

export interface CommandOptions {
  readonly shape?: Pop3Shape
  readonly onBytes?: (bytes: Buffer) => void
  readonly onChallenge?: (challenge: string) => Promise<string | null>
}

/** Commands that are ahead of their answers where the server allows it. */
const MOST_AHEAD = 20
const LONGEST_WORDS = 500

/**
 * The commands of a POP3 connection and their answers, in order. A server that is silent for `timeoutMs`, takes longer
 * than that to tell a status, or says what the protocol does not allow loses the connection; whatever waits is rejected
 * with one coded error then.
 */
export class Pop3Wire {
  private socket: Duplex
  private reader: Pop3Reader
  private readonly host: string
  private readonly timeoutMs: number
  private readonly waiting: Command[] = []
  private readonly sent: Command[] = []
  private failure: AppError | null = null
  private statusTimer: NodeJS.Timeout | undefined
  private silenceTimer: NodeJS.Timeout | undefined
  private isPipelining = false
  private isHeld = false
  private deafen: () => void = () => {}

  constructor(socket: Duplex, { host, timeoutMs }: { host: string; timeoutMs: number }) {
    this.host = host
    this.timeoutMs = timeoutMs
    this.socket = socket
    this.reader = this.listen(socket)
  }

  /** Resolves with the greeting. */
  greeting(): Promise<Pop3Reply> {
    return this.enqueue(null, {})
  }

  /** @throws AppError where the text would be more than one command */
  command(line: string, options: CommandOptions = {}): Promise<Pop3Reply> {
    if (/[\r\n\0]/.test(line)) return Promise.reject(new AppError('AUTH_FAILED', { host: this.host }))
    return this.enqueue(line, options)
  }

  /** The server reads ahead (RFC 2449 section 6.6). */
  allowPipelining(): void {
    this.isPipelining = true
  }

  /**
   * Goes on over the secured connection that `secure` makes of this one. What has come in the clear behind the answer to
   * STLS is a stranger's word, and ends it.
   */
  async swap(secure: () => Promise<Duplex>): Promise<void> {
    if (!this.reader.isBetweenAnswers || this.failure !== null) throw new AppError('TLS_FAILED', { host: this.host })
    this.deafen()
    this.socket = await secure()
    this.reader = this.listen(this.socket)
  }

  /** Ends the connection; what still waits is rejected. */
  close(error: AppError = new AppError('CONNECTION_LOST', { host: this.host })): void {
    if (this.failure !== null) return
    this.failure = error
    this.clearTimers()
    this.socket.destroy()
    for (const command of [...this.sent.splice(0), ...this.waiting.splice(0)]) command.reject(error)
  }

  private enqueue(line: string | null, options: CommandOptions): Promise<Pop3Reply> {
    if (this.failure !== null) return Promise.reject(this.failure)
    const { shape = 'single', onBytes = () => {}, onChallenge = async () => null } = options
    return new Promise((resolve, reject) => {
      this.waiting.push({ line, shape, onBytes, onChallenge, resolve, reject, lines: [], status: null })
      this.send()
    })
  }

  private send(): void {
    while (this.failure === null && this.sent.length < (this.isPipelining ? MOST_AHEAD : 1)) {
      const next = this.waiting.shift()
      if (next === undefined) return
      this.sent.push(next)
      this.reader.expect(next.shape)
      if (this.sent.length === 1) this.awaitStatus()
      if (next.line !== null) this.socket.write(`${next.line}\r\n`)
    }
  }

  private listen(socket: Duplex): Pop3Reader {
    const reader = new Pop3Reader((event) => this.take(event), defaultPop3Limits)
    const { host } = this
    const onData = (chunk: Buffer) => {
      this.heard()
      try {
        if (this.failure === null) reader.push(chunk)
      } catch (error) {
        this.close(new AppError('SERVER_PROTOCOL', { host }, { cause: error }))
      }
    }
    const onEnd = () => this.close()
    const onError = (error: Error) => {
      this.close(error instanceof AppError ? error : new AppError('CONNECTION_LOST', { host }, { cause: error }))
    }
    socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError)
    this.deafen = () => {
      // Nobody else hears of an error between here and the handshake.
      socket.on('error', () => {})
      socket.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', onError)
    }
    return reader
  }

  private take(event: Pop3Event): void {
    const command = this.sent[0]
    if (command === undefined) return
    if (event.kind === 'line') command.lines.push(event.text)
    else if (event.kind === 'bytes') command.onBytes(event.bytes)
    else if (event.kind === 'challenge') void this.reply(command, event.text)
    else if (event.kind === 'status') {
      command.status = { ok: event.ok, text: event.text.slice(0, LONGEST_WORDS), code: event.code }
      clearTimeout(this.statusTimer)
      this.heard()
    } else this.settle(command)
  }

  private settle(command: Command): void {
    this.sent.shift()
    this.clearTimers()
    if (command.status === null) command.reject(new AppError('SERVER_PROTOCOL', { host: this.host }))
    else command.resolve({ ...command.status, lines: command.lines })
    if (this.sent.length > 0) this.awaitStatus()
    this.send()
  }

  /** The client's turn. A dialogue that it cannot go on with is cancelled (RFC 5034 section 4). */
  private async reply(command: Command, challenge: string): Promise<void> {
    // One turn at a time: a server that does not wait for its turn says what the protocol does not allow.
    if (this.isHeld) return this.close(new AppError('SERVER_PROTOCOL', { host: this.host }))
    this.isHeld = true
    const answer = await command.onChallenge(challenge).catch(() => null)
    this.isHeld = false
    if (this.failure !== null) return
    this.awaitStatus()
    this.socket.write(`${answer ?? '*'}\r\n`)
  }

  private awaitStatus(): void {
    this.clearTimers()
    this.statusTimer = setTimeout(() => this.giveUp(), this.timeoutMs)
  }

  private heard(): void {
    // The time for a status is not prolonged by bytes that come one by one.
    if (!this.sent[0]?.status) return
    clearTimeout(this.silenceTimer)
    this.silenceTimer = setTimeout(() => this.giveUp(), this.timeoutMs)
  }

  private giveUp(): void {
    this.close(new AppError('CONNECTION_TIMEOUT', { host: this.host }))
  }

  private clearTimers(): void {
    clearTimeout(this.statusTimer)
    clearTimeout(this.silenceTimer)
  }
}
