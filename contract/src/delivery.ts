import { z } from 'zod'
import { time } from './pages.ts'
import { causeCode, remedyCode } from './remedies.ts'

/** What the server's words mean and what helps; absent where nobody knows. Their words stand in `texts/`. */
const explained = { cause: causeCode.optional(), remedy: remedyCode.optional() }

/**
 * Where an accepted letter stands; it is always in exactly one of these.
 * - `scheduled`: waits for its time, may be taken back; `queued`: waits for a try, or for the next one after `nextTry`
 * - `sending`: the server is being spoken to; `unconfirmed`: the server had the whole letter and never answered, so it may
 *   have gone: it is not sent again unless a person says so
 * - `sent`: every recipient was accepted; `partly`: some were; `failed`: none was, `failure` says why
 * - `cancelled`: taken back, a draft again
 */
export const deliveryState = z.enum([
  'scheduled',
  'queued',
  'sending',
  'unconfirmed',
  'sent',
  'partly',
  'failed',
  'cancelled',
])

/** `deferred`: refused for now, tried again; `refused`: for good, also after the last try. */
export const recipientState = z.enum(['waiting', 'accepted', 'deferred', 'refused', 'unconfirmed'])

/** How far a try came; `answer` is the server's word on the whole letter. */
export const deliveryStep = z.enum([
  'account',
  'compose',
  'connect',
  'secure',
  'login',
  'mail',
  'recipients',
  'data',
  'answer',
])

export const delivery = z.object({
  state: deliveryState,
  recipients: z.array(
    z.object({
      kind: z.enum(['to', 'cc', 'bcc']),
      name: z.string(),
      address: z.string(),
      state: recipientState,
      /** SMTP reply code (RFC 5321 section 4.2), null where the server has not spoken of this one. */
      replyCode: z.number().nullable(),
      /** The server's own words. */
      detail: z.string(),
      ...explained,
    }),
  ),
  /** Nothing leaves before; until then it can be taken back. */
  sendAt: time,
  /** Tries since it was last asked for. */
  attempts: z.number(),
  nextTry: time.nullable(),
  /** Of the last try, where it was not a success. */
  failure: z
    .object({
      step: deliveryStep,
      /** A code of the error table. */
      code: z.string(),
      replyCode: z.number().nullable(),
      /** The server's own words, with nothing secret in them. */
      detail: z.string(),
      ...explained,
    })
    .nullable(),
  sentAt: time.nullable(),
  /** The copy in the Sent folder of the server. */
  sentCopy: z.object({
    /**
     * `none`: not sent yet; `waiting`: about to be stored; `stored`: by us; `by-provider`: the provider keeps one itself;
     * `no-folder`: the account has no folder with the role sent, nothing was made; `no-receiving`: the account has no IMAP
     * server; `failed`: see `code`
     */
    state: z.enum(['none', 'waiting', 'stored', 'by-provider', 'no-folder', 'no-receiving', 'failed']),
    code: z.string().nullable(),
    detail: z.string(),
  }),
})
