import net from 'node:net'
import tls from 'node:tls'
import { isPrivateAddress } from './address-ranges.ts'
import { AppError, type Outcome } from './app-error.ts'
import { judgeCertificate, loadTrust, type TlsPeer } from './certificate-trust.ts'
import { createNameResolver, type NameResolver } from './name-resolver.ts'

export interface DiallerOptions {
  /** Asked alone where given; `address` or `address:port`. */
  dnsServers: readonly string[]
  allowPrivateHosts: boolean
  /** PEM added to the roots of Node and the system. */
  caFile?: string | undefined
}

export interface DialRequest extends TlsPeer {
  port: number
  /** True: the handshake is done before the socket is returned. False: plain, for STARTTLS later or for none. */
  tls: boolean
  /** For everything together: name, connection, handshake. */
  timeoutMs: number
  /** An administrator has confirmed that this server is private. */
  allowPrivate?: boolean
}

/**
 * The one way to hosts outside. A name is resolved once, every address is checked, and the connection goes to the
 * checked address, so that a name cannot point elsewhere in between. Failures are coded values:
 * `PORT_INVALID HOST_UNKNOWN HOST_PRIVATE CONNECTION_REFUSED CONNECTION_TIMEOUT CONNECTION_LOST TLS_FAILED
 * TLS_CERTIFICATE_EXPIRED TLS_CERTIFICATE_UNTRUSTED TLS_CERTIFICATE_WRONG_HOST`.
 */
export interface Dialler {
  dial(request: DialRequest): Promise<Outcome<net.Socket>>
  /** STARTTLS: secures a connection that `dial` has made and the server has agreed to secure. */
  startTls(socket: net.Socket, peer: TlsPeer, timeoutMs: number): Promise<Outcome<tls.TLSSocket>>
  /**
   * The same for libraries that want the socket at once and wait themselves: `onSecure` comes after the certificate is
   * accepted, otherwise the socket is destroyed with the AppError. Nothing may be written before.
   */
  beginTls(socket: net.Socket, peer: TlsPeer, onSecure: () => void): tls.TLSSocket
  /**
   * For libraries that start TLS all by themselves: the handshake accepts any certificate, so whoever takes these options
   * asks `judgeCertificate` before the first secret is written.
   */
  tlsOptions(peer: TlsPeer): tls.ConnectionOptions
  names: NameResolver
}

/** Throws `CONFIG_INVALID` for a certificate file that is no good. */
export async function createDialler(options: DiallerOptions): Promise<Dialler> {
  const secureContext = await loadTrust(options.caFile)
  const names = createNameResolver(options.dnsServers)

  const tlsOptions = (peer: TlsPeer): tls.ConnectionOptions => ({
    secureContext,
    // An address is no server name (RFC 6066 section 3).
    servername: net.isIP(peer.host) === 0 ? peer.host : '',
    checkServerIdentity: (_name, certificate) => tls.checkServerIdentity(peer.host, certificate),
    // The verdict is ours, from what Node has verified all the same: a refused certificate must still be readable.
    rejectUnauthorized: false,
  })

  const beginTls = (socket: net.Socket, peer: TlsPeer, onSecure: () => void) => {
    const secured = tls.connect({ socket, ...tlsOptions(peer) })
    secured.once('secureConnect', () => {
      const refusal = judgeCertificate(secured, peer)
      if (refusal === undefined) onSecure()
      else secured.destroy(refusal)
    })
    return secured
  }

  const startTls = (socket: net.Socket, peer: TlsPeer, timeoutMs: number) =>
    settle<tls.TLSSocket>(peer.host, 'tls', timeoutMs, (done) => {
      const secured = beginTls(socket, peer, () => done())
      return secured
    })

  const dial = async (request: DialRequest): Promise<Outcome<net.Socket>> => {
    const { host, port, timeoutMs } = request
    if (!Number.isInteger(port) || port < 1 || port > 65_535) return failed(new AppError('PORT_INVALID', { port }))
    const end = Date.now() + timeoutMs
    const found = await withDeadline(names.findAddresses(host), host, timeoutMs)
    if (!found.ok) return found
    const mayBePrivate = options.allowPrivateHosts || request.allowPrivate === true
    const addresses = found.value.filter((address) => mayBePrivate || !isPrivateAddress(address))
    if (addresses.length === 0) return failed(new AppError('HOST_PRIVATE', { host }))
    const plain = await connectToFirst(addresses, request, end)
    if (!plain.ok || !request.tls) return plain
    return startTls(plain.value, request, Math.max(1, end - Date.now()))
  }
  return { dial, startTls, beginTls, tlsOptions, names }
}

/** Each address gets an even share of the time that is left, so that a dead first one does not use all of it. */
async function connectToFirst(addresses: string[], request: DialRequest, end: number): Promise<Outcome<net.Socket>> {
  let outcome: Outcome<net.Socket> = failed(new AppError('CONNECTION_TIMEOUT', { host: request.host, step: 'connect' }))
  for (const [index, address] of addresses.entries()) {
    const share = Math.max(1, (end - Date.now()) / (addresses.length - index))
    outcome = await settle(request.host, 'connect', share, (done) =>
      net.connect({ host: address, port: request.port, noDelay: true, keepAlive: true }, () => done()),
    )
    if (outcome.ok) return outcome
  }
  return outcome
}

/** Waits until `begin` calls done, or the socket fails, closes or takes too long; a socket that failed is destroyed. */
function settle<Socket extends net.Socket>(
  host: string,
  step: 'connect' | 'tls',
  timeoutMs: number,
  begin: (done: () => void) => Socket,
): Promise<Outcome<Socket>> {
  return new Promise((resolve) => {
    const finish = (outcome: Outcome<Socket>) => {
      clearTimeout(timer)
      socket.off('error', fail)
      socket.off('close', lose)
      // A late error of a socket that nobody holds any more must not bring the process down.
      if (!outcome.ok) socket.on('error', () => {}).destroy()
      resolve(outcome)
    }
    const fail = (error: Error) => finish(failed(describe(error, host, step)))
    const lose = () => finish(failed(new AppError('CONNECTION_LOST', { host, step })))
    const timer = setTimeout(() => finish(failed(new AppError('CONNECTION_TIMEOUT', { host, step }))), timeoutMs)
    const socket = begin(() => finish({ ok: true, value: socket }))
    socket.once('error', fail)
    socket.once('close', lose)
  })
}

function describe(error: Error, host: string, step: 'connect' | 'tls'): AppError {
  if (error instanceof AppError) return error
  const reason = 'code' in error ? String(error.code) : 'UNKNOWN'
  const details = { host, step, reason }
  if (reason === 'ETIMEDOUT') return new AppError('CONNECTION_TIMEOUT', details, { cause: error })
  if (reason === 'ECONNRESET' || reason === 'EPIPE') return new AppError('CONNECTION_LOST', details, { cause: error })
  return new AppError(step === 'tls' ? 'TLS_FAILED' : 'CONNECTION_REFUSED', details, { cause: error })
}

async function withDeadline<Value>(
  work: Promise<Outcome<Value>>,
  host: string,
  timeoutMs: number,
): Promise<Outcome<Value>> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Outcome<Value>>((resolve) => {
    timer = setTimeout(() => resolve(failed(new AppError('CONNECTION_TIMEOUT', { host, step: 'dns' }))), timeoutMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function failed(error: AppError): Outcome<never> {
  return { ok: false, error }
}
