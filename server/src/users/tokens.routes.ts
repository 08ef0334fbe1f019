import { tokens } from '@besedka/contract/sessions'
import { implement } from '@orpc/server'
import type { Database } from '../platform/database.ts'
import type { Bindings } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import { createToken, removeToken, showTokens } from './tokens.service.ts'

export function bindTokens(db: Database): Bindings<typeof tokens> {
  const os = implement(tokens).$context<RequestContext>()
  return {
    create: os.create.handler(({ context, input }) => createToken(db, context.actor(), input)),
    list: os.list.handler(async ({ context }) => ({ items: await showTokens(db, context.actor()) })),
    remove: os.remove.handler(({ context, input }) => removeToken(db, context.actor(), input.id)),
  }
}
