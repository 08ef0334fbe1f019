import { accountChange, accountInput, accounts } from '@besedka/contract/accounts'
import { implement } from '@orpc/server'
import { AppError } from '../platform/app-error.ts'
import type { StreamBinding } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import type { AccountsService } from './accounts.service.ts'
import { answerWatched, readPostedJson } from './watched-check.ts'

const api = implement(accounts).$context<RequestContext>()

/** Accounts themselves; their folders and their ledger are bound where these live. */
export function bindAccounts(service: AccountsService) {
  return {
    list: api.list.handler(async ({ context }) => ({ items: await service.list(context.actor()) })),
    create: api.create.handler(({ context, input }) => service.create(context.actor(), input)),
    read: api.read.handler(({ context, input }) => service.read(context.actor(), input.id)),
    update: api.update.handler(({ context, input: { id, ...change } }) => service.update(context.actor(), id, change)),
    remove: api.remove.handler(({ context, input }) => service.remove(context.actor(), input.id, input.letters)),
    check: api.check.handler(({ context, input }) => service.check(context.actor(), input.id)),
    mailbox: api.mailbox.handler(({ context, input }) => service.mailbox(context.actor(), input.id)),
    chooseFirstReceipt: api.chooseFirstReceipt.handler(({ context, input: { id, ...choice } }) =>
      service.chooseFirstReceipt(context.actor(), id, choice),
    ),
    unlock: api.unlock.handler(({ context, input }) => service.unlock(context.actor(), input.id, input.password)),
    sync: api.sync.handler(({ context, input }) => service.requestSync(context.actor(), input.id)),
    ...bindWatched(service),
  }
}

/** The same commands for those who want to see each step of the check. */
function bindWatched(service: AccountsService) {
  const createWatched: StreamBinding = {
    stream: async (context, { body }) => {
      const input = await readPostedJson(accountInput, body)
      return answerWatched(context.requestId, (watcher) => service.create(context.actor(), input, watcher))
    },
  }
  const updateWatched: StreamBinding = {
    stream: async (context, { params, body }) => {
      const id = params['id'] ?? ''
      // Whoever may not change it is told so, whatever he sends.
      await service.demandManageable(context.actor(), id)
      const change = await readPostedJson(accountChange, body)
      return answerWatched(context.requestId, (watcher) => service.update(context.actor(), id, change, watcher))
    },
  }
  const checkWatched: StreamBinding = {
    stream: (context, { params, body }) => {
      body.resume()
      return answerWatched(context.requestId, async (watcher) => {
        const result = await service.check(context.actor(), params['id'] ?? '', watcher)
        if (!result.ok) throw new AppError(result.code, { steps: result.steps })
        return null
      })
    },
  }
  return { createWatched, updateWatched, checkWatched }
}
