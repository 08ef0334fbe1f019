import { z } from 'zod'
import { delivery, deliveryState } from './delivery.ts'
import { draft, draftFields } from './drafts.ts'
import { endpoint } from './endpoint.ts'
import { id, oneOrMany, page, pageQuery, time } from './pages.ts'

export const kind = z.enum(['email', 'call', 'meeting', 'sms', 'planned'])
export const direction = z.enum(['incoming', 'outgoing', 'internal'])

export const participant = z.object({ name: z.string(), address: z.string(), contactId: id.nullish() })
export const recordRef = z.object({
  type: z.string(),
  externalId: z.string(),
  title: z.string(),
  url: z.string().nullable(),
})
const folderRef = z.object({ id, path: z.string(), name: z.string(), role: z.string() })

export const interactionItem = z.object({
  id,
  kind,
  direction,
  /** The Date header, in UTC; where it is missing or absurd, the time of arrival. */
  date: time,
  subject: z.string(),
  snippet: z.string(),
  /** In lists the first twenty of either; an opened interaction has all. */
  from: z.array(participant),
  to: z.array(participant),
  /** The Message-ID header without angle brackets; null where the letter has none. */
  messageId: z.string().nullable(),
  threadId: id,
  account: z.object({ id, name: z.string() }).nullable(),
  folders: z.array(folderRef),
  record: recordRef.nullable(),
  assignee: z.object({ id, name: z.string() }).nullable(),
  reviewed: z.boolean(),
  reviewAfter: time.nullable(),
  hasAttachments: z.boolean(),
  importance: z.enum(['low', 'normal', 'high']),
  status: z.enum(['draft', 'outgoing', 'sent']).nullable(),
  /** Where sending from here stands, as long as it is not plainly sent; null for all other letters. */
  sending: deliveryState.exclude(['sent', 'cancelled']).nullish(),
  /** False: the sender is an address of ours, but nothing shows that the letter was sent from here. */
  proved: z.boolean(),
  version: z.number(),
  /** Only in a folded list: of the whole thread, whatever the filter, how much the viewer may read; 100 means 100 or more. */
  thread: z.object({ count: z.number(), toReview: z.number() }).nullish(),
})

export const attachment = z.object({
  id,
  name: z.string(),
  type: z.string(),
  /** Bytes after decoding. */
  size: z.number(),
  inline: z.boolean(),
  /** Signed address that needs no cookie and runs out; bytes come as a download that nothing may run. */
  address: z.string(),
})

const invitationTime = z.object({
  kind: z.enum(['utc', 'date', 'local']),
  /** ISO 8601; `date` is a day, `local` the time as it was written, in `zone` where one is named. */
  at: z.string(),
  zone: z.string().nullable(),
})

/** What an invitation in the letter says; nobody has checked it. */
export const invitation = z.object({
  method: z.enum(['request', 'cancel', 'reply', 'publish', 'other']),
  summary: z.string(),
  location: z.string(),
  organizer: z.object({ name: z.string(), address: z.string() }).nullable(),
  start: invitationTime.nullable(),
  end: invitationTime.nullable(),
  repeats: z.boolean(),
})

/** A letter that is an attachment of another one, opened. */
export const attachedLetter = z.object({
  subject: z.string(),
  date: time.nullable(),
  from: z.array(participant),
  to: z.array(participant),
  cc: z.array(participant),
  text: z.string(),
  /** Sanitised, all its pictures held back; null where it has no HTML. */
  html: z.string().nullable(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.number() })),
})

export const interaction = interactionItem.extend({
  cc: z.array(participant),
  bcc: z.array(participant),
  replyTo: z.array(participant),
  text: z.string(),
  /** Sanitised, outside content blocked, inline pictures by signed addresses; null where the letter has no HTML. */
  html: z.string().nullable(),
  /** How many outside pictures and the like were held back. */
  blockedContent: z.number(),
  /**
   * Pictures of other servers: are there any that could be shown, are they shown, or has the administrator forbidden it.
   */
  outside: z.enum(['none', 'held-back', 'shown', 'forbidden']),
  attachments: z.array(attachment),
  /** Null also where the viewer may not read it. */
  basisId: id.nullable(),
  contacts: z.array(participant),
  receivedAt: time,
  size: z.number(),
  /** What was wrong with the letter as it came; codes. */
  defects: z.array(z.string()),
  /** Of the first calendar in the letter; null where it has none. */
  invitation: invitation.nullable(),
  /**
   * What the receiving server says of the signature of the author's domain; null where it says nothing that can be
   * trusted.
   */
  dkim: z.object({ result: z.enum(['pass', 'fail']), domain: z.string() }).nullable(),
  /** Only for letters that were asked to be sent from here. */
  delivery: delivery.nullable(),
  /** Only for drafts and for letters that wait for their time; their `text` and `html` are what is written above the quote. */
  draft: draft.nullable(),
})

export const listQuery = pageQuery.extend({
  kind: oneOrMany(kind),
  direction: oneOrMany(direction),
  account: oneOrMany(id),
  folder: id.optional(),
  thread: id.optional(),
  record: z.string().max(500).optional().describe('type:externalId'),
  contact: z.string().max(320).optional().describe('An address'),
  assignee: z.string().max(64).optional().describe('A user id, `me` or `none`'),
  status: z.enum(['to-review', 'reviewed', 'postponed', 'unproved', 'draft', 'outgoing', 'sent']).optional(),
  q: z.string().max(1000).optional(),
  sort: z.enum(['-date', 'date']).default('-date'),
  /** Start at this time instead of the newest, letters of this very time included: the scroll bar's jump. */
  before: time.optional(),
  /** Only what is later than this time: with `sort=date`, how a list that was jumped into is read on upwards. */
  after: time.optional(),
  /**
   * One row per thread: the newest of its interactions that match the filter and that the viewer may read. `before` and
   * `after` are places in the list of these rows. A list that is read on by its cursor stays the one that its first page
   * was of: what arrives above it later is left for the next reading.
   */
  fold: z.enum(['thread']).optional(),
})

/** A list without a place in it. */
export const spanQuery = listQuery.omit({ limit: true, cursor: true, sort: true, before: true, after: true })

export const searchQuery = pageQuery.extend({ q: z.string().min(1).max(1000), account: oneOrMany(id) })

const list = page(interactionItem)
const gate = { needsMailClient: true }

export const interactions = {
  list: endpoint('filtered', gate)
    .route({ method: 'GET', path: '/interactions', summary: 'Newest first, by key, never counted' })
    .input(listQuery)
    .output(list),
  span: endpoint('filtered', gate)
    .route({ method: 'GET', path: '/interactions/span', summary: 'The dates of the first and the last row of a list' })
    .input(spanQuery)
    .output(z.object({ newest: time.nullable(), oldest: time.nullable() })),
  read: endpoint('interaction-reader', gate)
    .route({ method: 'GET', path: '/interactions/{id}', summary: 'One interaction with its body' })
    /** `shown`: with pictures of other servers, fetched by Besedka, so that these never see the reader. */
    .input(z.object({ id, outside: z.literal('shown').optional() }))
    .output(interaction),
  update: endpoint('interaction-writer', { ...gate, bodyMegabytes: 16 })
    .route({
      method: 'PATCH',
      path: '/interactions/{id}',
      summary: 'Reviewed, postponed, assignee, record; of a draft, what is written',
    })
    .input(
      z.object({
        id,
        reviewed: z.boolean().optional(),
        reviewAfter: time.nullish(),
        assignee: id.nullish(),
        record: z.object({ type: z.string().min(1).max(100), externalId: z.string().min(1).max(200) }).nullish(),
        ...draftFields,
        /** Of a draft: the account it goes out from. */
        account: id.optional(),
        /** The version that was read. Whoever changes a draft has to name it: a stale one is a CONFLICT, nothing is lost. */
        version: z.number().int().optional(),
      }),
    )
    .output(interactionItem),
  review: endpoint('filtered', gate)
    .route({
      method: 'POST',
      path: '/interactions/review',
      summary: '«Рассмотрено», «Отложить рассмотрение», «Снять признак рассмотрено» on many',
    })
    .input(
      z.object({ ids: z.array(id).min(1).max(1000), reviewed: z.boolean().optional(), reviewAfter: time.nullish() }),
    )
    .output(z.object({ changed: z.array(id) })),
  setRecord: endpoint('filtered', gate)
    .route({ method: 'POST', path: '/interactions/record', summary: 'Set the record of many' })
    .input(
      z.object({
        ids: z.array(id).min(1).max(1000),
        record: z.object({ type: z.string().min(1).max(100), externalId: z.string().min(1).max(200) }).nullable(),
      }),
    )
    .output(z.object({ changed: z.array(id) })),
  move: endpoint('filtered', gate)
    .route({
      method: 'POST',
      path: '/interactions/move',
      summary: 'Move letters to another folder of their account: on the mail server first, then here',
      successStatus: 202,
    })
    .input(
      z.object({
        ids: z.array(id).min(1).max(1000),
        folder: id,
        /** Where they are taken from; without it INBOX before other folders, one place a letter. */
        from: id.optional(),
      }),
    )
    /** Those that will be moved. A refusal of the mail server comes as the event `interactions.move-refused`. */
    .output(z.object({ accepted: z.array(id) })),
  source: endpoint('interaction-reader', { ...gate, body: 'stream' })
    .route({
      method: 'GET',
      path: '/interactions/{id}/source',
      summary: 'The raw letter, byte for byte (message/rfc822)',
    })
    .input(z.object({ id })),
  thread: endpoint('filtered', gate)
    .route({
      method: 'GET',
      path: '/threads/{id}',
      summary: 'Interactions of a thread that the viewer may read, oldest first unless `sort` says otherwise',
    })
    .input(pageQuery.extend({ id, sort: z.enum(['-date', 'date']).default('date') }))
    .output(list),
  attachment: endpoint('interaction-reader', { ...gate, body: 'stream' })
    .route({ method: 'GET', path: '/attachments/{id}', summary: 'Decoded bytes of an attachment, as a download' })
    .input(z.object({ id })),
  attachments: endpoint('interaction-reader', { ...gate, body: 'stream' })
    .route({
      method: 'GET',
      path: '/interactions/{id}/attachments',
      summary: 'All attachments that are not shown inside of the letter, as one ZIP archive',
    })
    .input(z.object({ id })),
  attachedLetter: endpoint('interaction-reader', gate)
    .route({
      method: 'GET',
      path: '/attachments/{id}/letter',
      summary: 'An attached letter (message/rfc822), opened as safely as the one around it',
    })
    .input(z.object({ id }))
    .output(attachedLetter),
  signedAttachment: endpoint('signed-address', { ...gate, body: 'stream' })
    .route({
      method: 'GET',
      path: '/signed/attachments/{id}',
      summary: 'The same by a signed address that needs no cookie, opens what its viewer may read, and runs out',
    })
    .input(z.object({ id, viewer: id, expires: z.string(), signature: z.string() })),
  outsidePicture: endpoint('signed-address', { ...gate, body: 'stream' })
    .route({
      method: 'GET',
      path: '/signed/outside/{id}',
      summary: 'A picture of another server that a letter shows, fetched for the reader who asked for it',
    })
    .input(
      z.object({ id, url: z.string().describe('base64url'), viewer: id, expires: z.string(), signature: z.string() }),
    ),
  search: endpoint('filtered', gate)
    .route({ method: 'GET', path: '/search', summary: 'Every word required, ё = е, newest first' })
    .input(searchQuery)
    .output(list),
}
