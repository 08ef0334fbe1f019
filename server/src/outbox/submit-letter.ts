import { Readable } from 'node:stream'
import type { ErrorCode } from '@besedka/contract/errors'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import { AppError, type Outcome } from '../platform/app-error.ts'
import type { Failure, RecipientRefusal, TryOutcome } from './decide-delivery.ts'

export interface SubmittedLetter {
  from: string
  to: readonly string[]
  source: Buffer
}

const PIECE_BYTES = 64 * 1024
/** RFC 5321 section 4.5.3.2.6: the server may look at the whole letter before it answers. */
const ANSWER_MS = 10 * 60_000

/**
 * Hands a letter over on an open connection (RFC 5321 section 3.3) and tells how it ended; never throws. `onHandOver` is
 * awaited before the last bytes leave: until then the server cannot have taken the letter, from then on it may have. If it
 * throws, the letter is not handed over. The connection is closed afterwards.
 */
export async function submitLetter(
  client: SMTPConnection,
  letter: SubmittedLetter,
  onHandOver: () => Promise<void>,
): Promise<TryOutcome> {
  let handed = false
  const pieces = Readable.from(
    (async function* () {
      const last = Math.max(0, letter.source.length - PIECE_BYTES)
      for (let at = 0; at < last; at += PIECE_BYTES) yield letter.source.subarray(at, Math.min(at + PIECE_BYTES, last))
      await onHandOver()
      handed = true
      if (client._socket) client._socket.setTimeout(ANSWER_MS)
      yield letter.source.subarray(last)
    })(),
  )
  try {
    const { rejectedErrors = [] } = await send(client, letter, pieces)
    client.quit()
    return { kind: 'accepted', refused: refusalsOf(rejectedErrors) }
  } catch (error) {
    // With the connection goes what the server has of a letter that did not come to its end (section 4.1.1.4).
    client.close()
    const refused = error instanceof Error && 'rejectedErrors' in error ? refusalsOf(error.rejectedErrors) : []
    return { kind: 'failed', failure: failureOf(error, handed ? 'answer' : undefined), handed, refused }
  }
}

/** How large a letter the server takes (RFC 1870): 0 without a limit, null where it does not say. */
export function letterSizeOf(client: SMTPConnection): number | null {
  const { _supportedExtensions: extensions, _maxAllowedSize: most } = client as unknown as {
    _supportedExtensions?: unknown
    _maxAllowedSize?: unknown
  }
  if (typeof most === 'number' && most > 0) return most
  return Array.isArray(extensions) && extensions.includes('SIZE') ? 0 : null
}

/** The failure of a connection that did not come to be. */
export function connectFailure({ error }: Extract<Outcome<unknown>, { ok: false }>, step: Failure['step']): TryOutcome {
  const failure = failureOf(error, error.code.startsWith('TLS_') ? 'secure' : step)
  return { kind: 'failed', failure, handed: false, refused: [] }
}

interface SendResult {
  rejectedErrors?: unknown
}

function send(client: SMTPConnection, { from, to, source }: SubmittedLetter, pieces: Readable): Promise<SendResult> {
  const envelope = { from, to: [...to], size: source.length, use8BitMime: hasEightBits(source) }
  return new Promise((resolve, reject) => {
    // Not `once`: an error that comes later, while the connection is closed, is nobody's business.
    client.on('error', reject)
    client.once('end', () => reject(new Error('the server closed the connection')))
    client.send(envelope, pieces, (error, info) => {
      if (error) reject(error)
      else resolve(info)
    })
  })
}

function hasEightBits(source: Buffer): boolean {
  for (const byte of source) if (byte > 0x7f) return true
  return false
}

function refusalsOf(errors: unknown): RecipientRefusal[] {
  if (!Array.isArray(errors)) return []
  return errors.flatMap((error: unknown) => {
    const { recipient, responseCode, response } = fieldsOf(error)
    if (typeof recipient !== 'string' || typeof responseCode !== 'number') return []
    return [{ address: recipient, replyCode: responseCode, detail: wordsOf(response) }]
  })
}

function failureOf(error: unknown, step?: Failure['step']): Failure {
  const { command, responseCode, response, code } = fieldsOf(error)
  if (error instanceof AppError) {
    const { words, reply } = error.details
    const detail = typeof words === 'string' ? words : ''
    return { step: step ?? 'connect', code: error.code, replyCode: typeof reply === 'number' ? reply : null, detail }
  }
  const replyCode = typeof responseCode === 'number' && responseCode >= 400 ? responseCode : null
  const reason = REASONS[typeof code === 'string' ? code : ''] ?? 'CONNECTION_LOST'
  return {
    step: step ?? stepOf(command),
    code: replyCode === null ? reason : 'SERVER_REFUSED',
    replyCode,
    detail: wordsOf(response ?? (error instanceof Error ? error.message : '')),
  }
}

/** Failures that the library tells without a reply; EMESSAGE is then a letter above what the server takes (RFC 1870). */
const REASONS: Readonly<Record<string, ErrorCode>> = {
  ETIMEDOUT: 'CONNECTION_TIMEOUT',
  EMESSAGE: 'ATTACHMENT_TOO_LARGE',
}

function stepOf(command: unknown): Failure['step'] {
  if (command === 'MAIL FROM') return 'mail'
  return command === 'RCPT TO' ? 'recipients' : 'data'
}

function wordsOf(text: unknown): string {
  return typeof text === 'string' ? text.replace(/\s+/g, ' ').slice(0, 500) : ''
}

function fieldsOf(error: unknown): Record<string, unknown> {
  return typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {}
}
