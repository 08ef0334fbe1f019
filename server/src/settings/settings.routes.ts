import { settings } from '@besedka/contract/settings'
import { implement } from '@orpc/server'
import type { Database } from '../platform/database.ts'
import type { Bindings } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import { changeSettings, showSettings } from './settings.service.ts'

export function bindSettings(db: Database): Bindings<typeof settings> {
  const os = implement(settings).$context<RequestContext>()
  return {
    read: os.read.handler(({ context }) => showSettings(db, context.actor())),
    update: os.update.handler(({ context, input }) => changeSettings(db, context.actor(), input)),
  }
}
