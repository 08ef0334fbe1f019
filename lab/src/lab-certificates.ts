import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'

/** Certificates a careful client must refuse, each for another reason. */
export type BadCertificate = 'expired' | 'foreign' | 'selfSigned' | 'wrongHost'

/** PEM texts of a certificate and its private key (PKCS #8). */
export interface KeyPair {
  certificate: string
  key: string
}

export interface LabCertificates extends Record<BadCertificate, KeyPair> {
  ca: string
  /** For localhost, mail.corp.test, mail.client.test and 127.0.0.1, signed by `ca`. */
  server: KeyPair
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const day = 86_400_000
const usualNames: x509.JsonGeneralNames = [
  { type: 'dns', value: 'localhost' },
  { type: 'dns', value: 'mail.corp.test' },
  { type: 'dns', value: 'mail.client.test' },
  { type: 'ip', value: '127.0.0.1' },
]

interface Authority {
  certificate: x509.X509Certificate
  keys: webcrypto.CryptoKeyPair
}

interface LeafOptions {
  names: x509.JsonGeneralNames
  notBefore: Date
  notAfter: Date
  /** Absent: signed by its own key. */
  issuer?: Authority
}

/**
 * Makes a certificate authority, the lab's server certificate and the bad ones. Takes about 20 ms. `more` are host names
 * that the certificates are for besides the usual ones.
 */
export async function createCertificates(now: Date, more: readonly string[] = []): Promise<LabCertificates> {
  const names: x509.JsonGeneralNames = [...usualNames, ...more.map((value) => ({ type: 'dns' as const, value }))]
  const [lab, foreign] = await Promise.all([createAuthority('Lab CA', now), createAuthority('Foreign CA', now)])
  const valid = { notBefore: daysFrom(now, -2), notAfter: daysFrom(now, 365) }
  const [server, expired, strange, selfSigned, wrongHost] = await Promise.all([
    createLeaf({ names, ...valid, issuer: lab }),
    createLeaf({ names, notBefore: daysFrom(now, -30), notAfter: daysFrom(now, -1), issuer: lab }),
    createLeaf({ names, ...valid, issuer: foreign }),
    createLeaf({ names, ...valid }),
    createLeaf({ names: [{ type: 'dns', value: 'another.example' }], ...valid, issuer: lab }),
  ])
  return { ca: `${lab.certificate.toString('pem')}\n`, server, expired, foreign: strange, selfSigned, wrongHost }
}

async function createAuthority(name: string, now: Date): Promise<Authority> {
  const keys = await generateKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: daysFrom(now, -365),
    notAfter: daysFrom(now, 3650),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate, keys }
}

async function createLeaf(options: LeafOptions): Promise<KeyPair> {
  const keys = await generateKeys()
  const subject = `CN=${String(options.names[0]?.value)}`
  const certificate = await x509.X509CertificateGenerator.create({
    subject,
    issuer: options.issuer?.certificate.subject ?? subject,
    publicKey: keys.publicKey,
    signingKey: (options.issuer?.keys ?? keys).privateKey,
    signingAlgorithm: algorithm,
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(options.names),
    ],
  })
  const pkcs8 = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: `${x509.PemConverter.encode(pkcs8, 'PRIVATE KEY')}\n`,
  }
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

function daysFrom(now: Date, days: number): Date {
  return new Date(now.getTime() + days * day)
}
