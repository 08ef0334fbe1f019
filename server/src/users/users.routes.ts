import { users } from '@besedka/contract/users'
import { implement } from '@orpc/server'
import type { Bindings } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import { changeOwnUser, changeUser, createUser, showUsers, type UsersDeps } from './users.service.ts'

export function bindUsers(deps: UsersDeps): Bindings<typeof users> {
  const { db } = deps
  const os = implement(users).$context<RequestContext>()
  return {
    list: os.list.handler(async ({ context }) => ({ items: await showUsers(db, context.actor()) })),
    create: os.create.handler(({ context, input }) => createUser(db, context.actor(), input)),
    update: os.update.handler(({ context, input: { id, ...change } }) => changeUser(deps, context.actor(), id, change)),
    updateOwn: os.updateOwn.handler(({ context, input }) => changeOwnUser(db, context.actor(), input)),
  }
}
