import { accounts } from '@besedka/contract/accounts'
import { implement } from '@orpc/server'
import type { RequestContext } from '../platform/http-context.ts'
import type { AccountsService } from './accounts.service.ts'

const api = implement(accounts).$context<RequestContext>()

/** Accounts themselves; their folders and their ledger are bound where these live. */
export function bindAccounts(service: AccountsService) {
  return {
    list: api.list.handler(async ({ context }) => ({ items: await service.list(context.actor()) })),
    create: api.create.handler(({ context, input }) => service.create(context.actor(), input)),
    read: api.read.handler(({ context, input }) => service.read(context.actor(), input.id)),
    update: api.update.handler(({ context, input: { id, ...change } }) => service.update(context.actor(), id, change)),
    remove: api.remove.handler(({ context, input }) => service.remove(context.actor(), input.id)),
    check: api.check.handler(({ context, input }) => service.check(context.actor(), input.id)),
    sync: api.sync.handler(({ context, input }) => service.requestSync(context.actor(), input.id)),
  }
}
