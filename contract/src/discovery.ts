import { z } from 'zod'
import { protocol, security } from './accounts.ts'
import { endpoint } from './endpoint.ts'

/** Where settings come from, in the order of belief. */
export const discoverySource = z.enum([
  'administrator',
  'list',
  'autoconfig',
  'well-known',
  'ispdb',
  'srv',
  'mx-list',
  'mx-autoconfig',
  'mx-ispdb',
  'autodiscover',
  'guess',
])

/** 1: use at once; 2: after showing the servers; 3: only after a person has agreed to their whole names. */
const trust = z.union([z.literal(1), z.literal(2), z.literal(3)])

const foundServer = z.object({ host: z.string(), port: z.number().int(), security, user: z.string() })

/** What to know or do first; its words by code stand in `texts/`. */
export const discoveryHint = z.object({
  code: z.enum([
    'APP_PASSWORD',
    'ENABLE_IMAP',
    'ENABLE_IMAP_APP_PASSWORD',
    'AUTHORIZATION_CODE',
    'SEPARATE_MAIL_PASSWORD',
    'OAUTH_ONLY',
    'PAID_PLAN',
    'ADMINISTRATOR_ALLOWS',
    'BRIDGE',
    'NO_MAIL_PROGRAMS',
  ]),
  provider: z.string(),
  url: z.string().nullable(),
})

export const discoveryWarning = z.enum(['other-domain', 'look-alike', 'plain'])

export const candidate = z.object({
  source: discoverySource,
  trust,
  /** Null: nobody knows this side, or the provider has none for mail programs; the hint says which. */
  incoming: foundServer.extend({ protocol }).nullable(),
  outgoing: foundServer.nullable(),
  hint: discoveryHint.optional(),
  warnings: z.array(discoveryWarning),
  /** The servers were asked and answered as they should; no password was sent. */
  verified: z.boolean(),
})

/** How one question went. The words of whoever was asked are never repeated. */
export const probeCode = z.enum([
  'FOUND',
  'NOTHING',
  'GOOD_SERVER',
  'CANCELLED',
  'HOST_UNKNOWN',
  'HOST_PRIVATE',
  'PORT_REFUSED',
  'CONNECTION_REFUSED',
  'CONNECTION_TIMEOUT',
  'CONNECTION_LOST',
  'TLS_FAILED',
  'TLS_NOT_OFFERED',
  'TLS_CERTIFICATE_EXPIRED',
  'TLS_CERTIFICATE_UNTRUSTED',
  'TLS_CERTIFICATE_WRONG_HOST',
  'HTTP_STATUS',
  'ANSWER_TOO_LARGE',
  'ANSWER_WRONG_TYPE',
  'ANSWER_MALFORMED',
  'ANSWER_FORBIDDEN',
  'REDIRECT_REFUSED',
  'TOO_MANY_REDIRECTS',
  'NOT_MAIL_SERVER',
  'SERVER_REFUSED',
  'LOGIN_NOT_OFFERED',
])

export const probe = z.object({
  source: discoverySource,
  trust,
  /** An address on the web without the person's own, a DNS name with its kind, or a server: `imap.corp.test:993 tls`. */
  asked: z.string(),
  outcome: z.enum(['found', 'nothing', 'failed', 'refused', 'cancelled']),
  code: probeCode,
  milliseconds: z.number().int(),
  /** A number or words of our own: an HTTP status, ways to log in that the server offers, where a redirect led. */
  detail: z.string().optional(),
})

export const discoverInput = z.object({
  address: z.string().max(320),
  /** Taken for the convenience of callers and sent to nobody: settings are found before anything secret is used. */
  password: z.string().max(1024).optional(),
})

export const discovered = z.object({ candidates: z.array(candidate), trace: z.array(probe) })

/** A line of the live answer. */
export const discoveryLine = z.discriminatedUnion('type', [
  z.object({ type: z.literal('asking'), source: discoverySource, asked: z.string() }),
  z.object({ type: z.literal('answered'), probe }),
  discovered.extend({ type: z.literal('done') }),
])

export const discovery = {
  discover: endpoint('signed-in', { needsMailClient: true })
    .route({
      method: 'POST',
      path: '/accounts/discover',
      summary:
        'Find mail settings from an address alone; within 15 seconds, best first, with a trace of all that was asked',
    })
    .input(discoverInput)
    .output(discovered),
  discoverLive: endpoint('signed-in', { needsMailClient: true, body: 'stream' })
    .route({
      method: 'POST',
      path: '/accounts/discover/live',
      summary:
        'The same as lines of JSON (application/x-ndjson) while it goes on; the body is that of /accounts/discover. Closing the connection cancels',
      inputStructure: 'detailed',
    })
    .input(z.object({ body: discoverInput })),
}
