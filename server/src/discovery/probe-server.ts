import type { Socket } from 'node:net'
import type { ConnectionSecurity } from '@besedka/mail/discovery/discovery-types'
import { AppError } from '../platform/app-error.ts'
import type { Dialler } from '../platform/dialler.ts'
import type { Told } from './discovery-trace.ts'
import { dialects } from './mail-greetings.ts'
import { MailLines } from './mail-lines.ts'
import { readProbeCode } from './probe-failure.ts'

/** A mail server to be looked at. */
export interface ProbedServer {
  side: 'imap' | 'pop3' | 'smtp'
  host: string
  port: number
  security: ConnectionSecurity
}

export interface ProbeOptions {
  timeoutMs: number
  signal: AbortSignal
}

/**
 * Greets a server, asks what it can do, secures the connection where the setting says so, and leaves. No name and no
 * password is said. The certificate has to be good and STARTTLS offered: nothing is tried with less. Never throws.
 */
export async function probeServer(
  dialler: Dialler,
  server: ProbedServer,
  { timeoutMs, signal }: ProbeOptions,
): Promise<Told<true>> {
  const started = performance.now()
  const { host, port, security } = server
  const dialled = await dialler.dial({ host, port, tls: security === 'tls', timeoutMs })
  if (!dialled.ok) return { code: readProbeCode(dialled.error) }
  const socket = dialled.value
  let isLate = false
  const end = () => socket.destroy()
  const left = Math.max(1, timeoutMs - (performance.now() - started))
  const timer = setTimeout(() => {
    isLate = true
    end()
  }, left)
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  try {
    const methods = await converse(dialler, socket, server, left)
    if (methods.length === 0) return { code: 'LOGIN_NOT_OFFERED' }
    return { code: 'GOOD_SERVER', detail: methods.join(' '), value: true }
  } catch (error) {
    if (isLate) return { code: 'CONNECTION_TIMEOUT' }
    const isForeign = error instanceof AppError && error.code === 'SERVER_PROTOCOL'
    const isRefused = error instanceof AppError && error.code === 'SERVER_REFUSED'
    return { code: isForeign ? 'NOT_MAIL_SERVER' : isRefused ? 'SERVER_REFUSED' : readProbeCode(error) }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', end)
    socket.on('error', () => {})
    socket.destroy()
  }
}

/** The ways to log in that are offered once the connection is as safe as the setting says. */
async function converse(dialler: Dialler, socket: Socket, server: ProbedServer, timeoutMs: number): Promise<string[]> {
  const dialect = dialects[server.side]
  const lines = new MailLines(socket)
  await dialect.greet(lines)
  const first = await dialect.ask(lines)
  if (server.security !== 'starttls') {
    lines.say(dialect.leave)
    return first.methods
  }
  if (!first.hasStartTls) throw new AppError('TLS_NOT_OFFERED')
  await dialect.beginTls(lines)
  if (!lines.release()) throw new AppError('SERVER_PROTOCOL')
  const secured = await dialler.startTls(socket, { host: server.host }, timeoutMs)
  if (!secured.ok) throw secured.error
  const safe = new MailLines(secured.value)
  try {
    const { methods } = await dialect.ask(safe)
    safe.say(dialect.leave)
    return methods
  } finally {
    safe.release()
    secured.value.on('error', () => {}).destroy()
  }
}
