import type { Duplex } from 'node:stream'
import type { Maildrop, Pop3Answer } from '@besedka/mail/maildrop'
import {
  type Pop3Capabilities,
  readCapabilities,
  readSizes,
  readUniqueIds,
  unknownCapabilities,
} from '@besedka/mail/pop3-answers'
import { AppError } from '../platform/app-error.ts'
import { Pop3Wire } from './pop3-wire.ts'

/** A POP3 connection (RFC 1939). Failures are coded errors; a refusal that leaves the connection whole is an answer. */
export class Pop3Client implements Maildrop {
  readonly wire: Pop3Wire
  private readonly host: string
  private told: Pop3Capabilities = unknownCapabilities

  constructor(socket: Duplex, options: { host: string; timeoutMs: number }) {
    this.host = options.host
    this.wire = new Pop3Wire(socket, options)
  }

  get capabilities(): Pop3Capabilities {
    return this.told
  }

  /** Asks what the server can (RFC 2449); it may be something else after TLS and after the log-in. */
  async askCapabilities(): Promise<Pop3Capabilities> {
    const reply = await this.wire.command('CAPA', { shape: 'lines' })
    this.told = reply.ok ? readCapabilities(reply.lines) : unknownCapabilities
    if (this.told.names.has('PIPELINING')) this.wire.allowPipelining()
    return this.told
  }

  async sizes(): Promise<Map<number, number>> {
    const reply = await this.wire.command('LIST', { shape: 'lines' })
    if (!reply.ok) throw new AppError('SERVER_REFUSED', { host: this.host, words: reply.text })
    return readSizes(reply.lines)
  }

  async uniqueIds(): Promise<Map<number, string> | null> {
    const reply = await this.wire.command('UIDL', { shape: 'lines' })
    if (reply.ok) return readUniqueIds(reply.lines)
    // "Not now" is not "never": without the ids everything would be read anew.
    if (reply.code !== null || this.told.names.has('UIDL')) {
      throw new AppError('SERVER_REFUSED', { host: this.host, words: reply.text })
    }
    return null
  }

  retrieve(number: number, onBytes: (bytes: Buffer) => void): Promise<Pop3Answer> {
    return this.wire.command(`RETR ${number}`, { shape: 'letter', onBytes })
  }

  top(number: number, lines: number, onBytes: (bytes: Buffer) => void): Promise<Pop3Answer> {
    return this.wire.command(`TOP ${number} ${lines}`, { shape: 'letter', onBytes })
  }

  remove(number: number): Promise<Pop3Answer> {
    return this.wire.command(`DELE ${number}`)
  }

  async quit(): Promise<Pop3Answer> {
    const reply = await this.wire.command('QUIT')
    this.wire.close()
    return reply
  }

  close(): void {
    this.wire.close()
  }
}
