import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import tls from 'node:tls'
import { AppError } from './app-error.ts'
import { StartError } from './start-error.ts'

/** Whom a TLS connection is made to. */
export interface TlsPeer {
  host: string
  /** SHA-256 of one certificate that is accepted whatever else is wrong with it; colons and case do not matter. */
  certificateFingerprint?: string | undefined
}

/** Codes of OpenSSL for a certificate outside its days; every other one means that nobody known vouches for it. */
const DATE_CODES = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'])

/**
 * Certificates of Node, of the system and of `caFile` (PEM, any number) together.
 * Throws `CONFIG_INVALID` for a file that cannot be read or holds no certificate.
 */
export async function loadTrust(caFile: string | undefined): Promise<tls.SecureContext> {
  const roots = new Set([...tls.rootCertificates, ...tls.getCACertificates('system')])
  if (caFile !== undefined) for (const certificate of await readCertificates(caFile)) roots.add(certificate)
  return tls.createSecureContext({ ca: [...roots] })
}

/** Each is read for itself: OpenSSL passes over a damaged one in silence, and the operator would never know. */
async function readCertificates(caFile: string): Promise<string[]> {
  const text = await readFile(caFile, 'utf8').catch((cause: unknown) => {
    throw new StartError('CONFIG_INVALID', `MAIL_CA_FILE ${caFile} cannot be read.`, { cause })
  })
  const found = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g)
  if (found === null) throw new StartError('CONFIG_INVALID', `MAIL_CA_FILE ${caFile} holds no certificate in PEM form.`)
  try {
    for (const certificate of found) new X509Certificate(certificate)
  } catch (cause) {
    throw new StartError('CONFIG_INVALID', `MAIL_CA_FILE ${caFile} holds a damaged certificate.`, { cause })
  }
  return found
}

/**
 * The verdict on a finished handshake, from what Node has verified: undefined when the peer may be talked to. The error
 * carries the fingerprint, so that a person may accept just this certificate.
 */
export function judgeCertificate(socket: tls.TLSSocket, peer: TlsPeer): AppError | undefined {
  const certificate = socket.getPeerCertificate()
  const fingerprint = certificate.fingerprint256
  if (peer.certificateFingerprint !== undefined && fingerprint !== undefined) {
    if (normalise(peer.certificateFingerprint) === normalise(fingerprint)) return undefined
  }
  if (socket.authorized) return undefined
  const reason = String(socket.authorizationError)
  const details = {
    host: peer.host,
    fingerprint,
    reason,
    validFrom: certificate.valid_from,
    validTo: certificate.valid_to,
  }
  if (reason === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return new AppError('TLS_CERTIFICATE_WRONG_HOST', { ...details, names: certificate.subjectaltname })
  }
  return new AppError(DATE_CODES.has(reason) ? 'TLS_CERTIFICATE_EXPIRED' : 'TLS_CERTIFICATE_UNTRUSTED', details)
}

function normalise(fingerprint: string): string {
  return fingerprint.replaceAll(':', '').toLowerCase()
}
