import { users } from '@besedka/contract/users'
import { implement } from '@orpc/server'
import type { Database } from '../platform/database.ts'
import type { Bindings } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import { changeOwnUser, changeUser, createUser, showUsers } from './users.service.ts'

export function bindUsers(db: Database): Bindings<typeof users> {
  const os = implement(users).$context<RequestContext>()
  return {
    list: os.list.handler(async ({ context }) => ({ items: await showUsers(db, context.actor()) })),
    create: os.create.handler(({ context, input }) => createUser(db, context.actor(), input)),
    update: os.update.handler(({ context, input: { id, ...change } }) => changeUser(db, context.actor(), id, change)),
    updateOwn: os.updateOwn.handler(({ context, input }) => changeOwnUser(db, context.actor(), input)),
  }
}
