import { records } from '@besedka/contract/records'
import { implement } from '@orpc/server'
import type { Database } from '../platform/database.ts'
import type { RequestContext } from '../platform/http-context.ts'
import { findRecords, putRecord } from './records.service.ts'

const api = implement(records).$context<RequestContext>()

export function bindRecords(db: Database) {
  return {
    put: api.put.handler(({ context, input }) => putRecord(db, context.actor(), { ...input, url: input.url ?? null })),
    list: api.list.handler(({ context, input }) => findRecords(db, context.actor(), input)),
  }
}
