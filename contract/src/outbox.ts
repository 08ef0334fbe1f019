import { z } from 'zod'
import { delivery } from './delivery.ts'
import { draftFields, draftMode } from './drafts.ts'
import { endpoint } from './endpoint.ts'
import { attachment, interaction } from './interactions.ts'
import { id, time } from './pages.ts'

const gate = { needsMailClient: true }

export const newDraft = z.object({
  kind: z.literal('email'),
  /** The account it goes out from; absent with a basis, the basis's own. */
  account: id.optional(),
  mode: draftMode.default('new'),
  /** The letter that is answered or forwarded; every mode but `new` needs one. */
  basisId: id.nullish(),
  ...draftFields,
  /** IANA name, in which dates of a quoted letter are told; absent, that of the server. */
  timeZone: z.string().max(100).optional(),
})

export const outbox = {
  create: endpoint('signed-in', { ...gate, bodyMegabytes: 16 })
    .route({
      method: 'POST',
      path: '/interactions',
      summary: 'A draft; recipients, subject, quote and files that are not given come from the basis',
      successStatus: 201,
    })
    .input(newDraft)
    .output(interaction),
  remove: endpoint('interaction-writer', gate)
    .route({ method: 'DELETE', path: '/interactions/{id}', summary: 'Throw a draft away', successStatus: 204 })
    .input(z.object({ id }))
    .output(z.void()),
  attach: endpoint('interaction-writer', { ...gate, body: 'stream' })
    .route({
      method: 'POST',
      path: '/interactions/{id}/attachments',
      summary: 'Attach a file to a draft: its bytes as application/octet-stream; answers the attachment',
      successStatus: 201,
      inputStructure: 'detailed',
    })
    .input(
      z.object({
        params: z.object({ id }),
        query: z.object({
          name: z.string().max(1000),
          type: z.string().max(200).optional().describe('Media type; absent, told by the name'),
          inline: z.enum(['0', '1']).default('0').describe('1: a picture that the HTML shows by its address'),
        }),
      }),
    )
    .output(attachment),
  attachLetters: endpoint('interaction-writer', gate)
    .route({
      method: 'POST',
      path: '/interactions/{id}/attached-letters',
      summary: 'Attach whole letters to a draft (message/rfc822), all of them or none; answers the attachments',
      successStatus: 201,
    })
    .input(
      z.object({
        id,
        /** Interactions that the viewer may read; each has to be a letter that is whole. */
        letters: z.array(id).min(1).max(500),
      }),
    )
    .output(z.object({ items: z.array(attachment) })),
  detach: endpoint('interaction-writer', gate)
    .route({
      method: 'DELETE',
      path: '/interactions/{id}/attachments/{attachmentId}',
      summary: 'Take a file off a draft',
      successStatus: 204,
    })
    .input(z.object({ id, attachmentId: id }))
    .output(z.void()),
  send: endpoint('interaction-writer', gate)
    .route({
      method: 'POST',
      path: '/interactions/{id}/send',
      summary: 'Send a draft, or try again what failed; the same key again changes nothing',
    })
    .input(
      z.object({
        id,
        /** Made by the client, one for each press of the button; asked again with it, the answer is the same delivery. */
        idempotencyKey: z.string().min(1).max(200),
        /** Absent: after the ten seconds in which it can be taken back. A time that has passed: at once. */
        sendAt: time.nullish(),
        /** A person's word that an unconfirmed letter is to go once more. */
        resend: z.boolean().default(false),
      }),
    )
    .output(delivery),
  unsend: endpoint('interaction-writer', gate)
    .route({
      method: 'POST',
      path: '/interactions/{id}/unsend',
      summary: 'Make a draft again of what has not left, or has failed',
    })
    .input(z.object({ id }))
    .output(delivery),
  delivery: endpoint('interaction-reader', gate)
    .route({ method: 'GET', path: '/interactions/{id}/delivery', summary: 'How sending stands, per recipient' })
    .input(z.object({ id }))
    .output(delivery),
  addresses: endpoint('filtered', gate)
    .route({
      method: 'GET',
      path: '/addresses',
      summary: 'Completion of an address from the letters that the viewer may read, those written to first',
    })
    .input(z.object({ q: z.string().min(1).max(200), limit: z.coerce.number().int().min(1).max(50).default(10) }))
    .output(z.object({ items: z.array(z.object({ name: z.string(), address: z.string() })) })),
}
