import { interactions } from '@besedka/contract/interactions'
import { implement } from '@orpc/server'
import type { Database } from '../platform/database.ts'
import type { RequestContext } from '../platform/http-context.ts'
import { listFor, readThread, reviewInteractions, searchFor, setRecordOf, spanFor } from './interactions.service.ts'

const api = implement(interactions).$context<RequestContext>()

/** Lists, flags and records of many; a single interaction is opened and changed where letters are written. */
export function bindInteractions(db: Database) {
  return {
    list: api.list.handler(({ context, input }) => listFor(db, context.actor(), input)),
    span: api.span.handler(({ context, input }) => spanFor(db, context.actor(), input)),
    search: api.search.handler(({ context, input }) => searchFor(db, context.actor(), input)),
    thread: api.thread.handler(({ context, input }) => readThread(db, context.actor(), input)),
    review: api.review.handler(async ({ context, input }) => ({
      changed: await reviewInteractions(db, context.actor(), input.ids, {
        reviewed: input.reviewed,
        reviewAfter: toDate(input.reviewAfter),
      }),
    })),
    setRecord: api.setRecord.handler(async ({ context, input }) => ({
      changed: await setRecordOf(db, context.actor(), input.ids, input.record),
    })),
  }
}

function toDate(time: string | null | undefined): Date | null | undefined {
  return typeof time === 'string' ? new Date(time) : time
}
