import { interactions } from '@besedka/contract/interactions'
import { outbox } from '@besedka/contract/outbox'
import { implement } from '@orpc/server'
import { changeInteraction } from '../interactions/interactions.service.ts'
import type { ByteAnswer, StreamBinding, StreamRequest } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import { download, keptForAWhile } from '../platform/http-download.ts'
import type { Actor } from '../users/actor.ts'
import { completeAddress } from './addresses.service.ts'
import { attachLetters } from './attach-letters.service.ts'
import { hasDraftFields } from './draft-content.ts'
import { readUploadId } from './draft-pictures.ts'
import { createDraft, type DraftsDeps, removeDraft, saveDraft } from './drafts.service.ts'
import { type ReadOutgoingDeps, readOutgoing } from './read-outgoing.service.ts'
import { readDelivery, sendDraft, unsendLetter } from './sending.service.ts'
import { attachFile, detachFile, readUpload } from './uploads.service.ts'

export type OutboxDeps = DraftsDeps & ReadOutgoingDeps

const api = implement(outbox).$context<RequestContext>()
const letters = implement(interactions).$context<RequestContext>()

/** Writing, files, sending, and the completion of addresses. */
export function bindOutbox(deps: OutboxDeps) {
  const { db } = deps
  return {
    create: api.create.handler(async ({ context, input }) =>
      readOutgoing(deps, context.actor(), await createDraft(deps, context.actor(), input)),
    ),
    remove: api.remove.handler(({ context, input }) => removeDraft(deps, context.actor(), input.id)),
    attach: { stream: (context: RequestContext, request: StreamRequest) => attach(deps, context, request) },
    attachLetters: api.attachLetters.handler(async ({ context, input: { id, letters } }) => ({
      items: await attachLetters(deps, context.actor(), id, letters),
    })),
    detach: api.detach.handler(({ context, input }) => detachFile(deps, context.actor(), input.id, input.attachmentId)),
    send: api.send.handler(({ context, input: { id, idempotencyKey, sendAt, resend } }) =>
      sendDraft(db, context.actor(), id, { idempotencyKey, resend, sendAt: toDate(sendAt) ?? null }),
    ),
    unsend: api.unsend.handler(({ context, input }) => unsendLetter(db, context.actor(), input.id)),
    delivery: api.delivery.handler(({ context, input }) => readDelivery(db, context.actor(), input.id)),
    addresses: api.addresses.handler(async ({ context, input }) => ({
      items: await completeAddress(db, context.actor(), input),
    })),
  }
}

/** What of an interaction is another thing while it is written here: opening it, changing it. */
export function bindWrittenLetters(deps: OutboxDeps) {
  return {
    read: letters.read.handler(({ context, input }) => readOutgoing(deps, context.actor(), input.id, input)),
    update: letters.update.handler(async ({ context, input }) => {
      const { id, reviewed, reviewAfter, assignee, record, version, account, ...wish } = input
      if (hasDraftFields({ ...wish, account }))
        await saveDraft(deps, context.actor(), id, { ...wish, version, account })
      const change = { reviewed, reviewAfter: toDate(reviewAfter), assignee, record }
      return changeInteraction(deps.db, context.actor(), id, change)
    }),
  }
}

async function attach(
  deps: OutboxDeps,
  context: RequestContext,
  { params, query, headers, body }: StreamRequest,
): Promise<ByteAnswer> {
  const announced = Number(headers['content-length'])
  const wish = {
    name: query['name'] ?? '',
    type: query['type'] ?? '',
    inline: query['inline'] === '1',
    announced: Number.isSafeInteger(announced) ? announced : undefined,
  }
  const view = await attachFile(deps, context.actor(), params['id'] ?? '', { wish, body })
  return {
    status: 201,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(view),
  }
}

/** Files of drafts have ids of their own among attachments; all others are parts of letters. */
export function bindUploadedFiles(
  deps: OutboxDeps & { signedReader(attachmentId: string, query: StreamRequest['query']): Promise<Actor> },
  parts: { attachment: StreamBinding; signedAttachment: StreamBinding },
): { attachment: StreamBinding; signedAttachment: StreamBinding } {
  return {
    attachment: {
      stream: async (context, request) => {
        const place = readUploadId(request.params['id'] ?? '')
        if (place === undefined) return parts.attachment.stream(context, request)
        return download(await readUpload(deps.db, context.actor(), place))
      },
    },
    signedAttachment: {
      stream: async (context, request) => {
        const id = request.params['id'] ?? ''
        const place = readUploadId(id)
        if (place === undefined) return parts.signedAttachment.stream(context, request)
        return keptForAWhile(download(await readUpload(deps.db, await deps.signedReader(id, request.query), place)))
      },
    },
  }
}

function toDate(time: string | null | undefined): Date | null | undefined {
  return typeof time === 'string' ? new Date(time) : time
}
