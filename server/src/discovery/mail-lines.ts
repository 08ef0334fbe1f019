import type { Socket } from 'node:net'
import { AppError } from '../platform/app-error.ts'

const LIMIT_CHARACTERS = 32_768

/** Lines of a mail server, one after another; bounded, and never waited for longer than the deadline of the probe. */
export class MailLines {
  readonly #socket: Socket
  #buffer = ''
  #taken = 0
  #error: AppError | undefined
  #wake: (() => void) | undefined
  readonly #onData = (chunk: Buffer) => {
    this.#taken += chunk.length
    // The word of a server is ASCII, or UTF-8 that nobody reads further than its first words.
    this.#buffer += chunk.toString('latin1')
    if (this.#taken > LIMIT_CHARACTERS) this.#fail(new AppError('SERVER_PROTOCOL'))
    this.#wake?.()
  }
  readonly #onEnd = () => this.#fail(new AppError('CONNECTION_LOST'))

  constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', this.#onData)
    socket.on('close', this.#onEnd)
    socket.on('error', this.#onEnd)
  }

  /** The next line without its end. Throws AppError when there will be none. */
  async next(): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf('\n')
      if (end >= 0) {
        const line = this.#buffer.slice(0, end).replace(/\r$/, '')
        this.#buffer = this.#buffer.slice(end + 1)
        return line
      }
      if (this.#error !== undefined) throw this.#error
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  /** Lines up to and with the first that `isLast`. */
  async until(isLast: (line: string) => boolean): Promise<string[]> {
    const lines: string[] = []
    for (;;) {
      const line = await this.next()
      lines.push(line)
      if (isLast(line)) return lines
    }
  }

  say(line: string): void {
    this.#socket.write(`${line}\r\n`)
  }

  /** Gives the socket back. True where nothing was left unread: words said before TLS must not count after it. */
  release(): boolean {
    this.#socket.off('data', this.#onData)
    this.#socket.off('close', this.#onEnd)
    this.#socket.off('error', this.#onEnd)
    return this.#buffer === ''
  }

  #fail(error: AppError): void {
    this.#error ??= error
    this.#wake?.()
  }
}
