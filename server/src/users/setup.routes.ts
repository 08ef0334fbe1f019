import type { session } from '@besedka/contract/sessions'
import { setup } from '@besedka/contract/users'
import { implement } from '@orpc/server'
import type { z } from 'zod'
import { AppError } from '../platform/app-error.ts'
import type { Bindings } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import { isThisMachine } from '../platform/http-listen.ts'
import type { SessionCookie } from './session-cookie.ts'
import { completeSetup, readSetupState, type SetupDeps } from './setup.service.ts'

export interface SetupRoutesDeps extends SetupDeps {
  cookie: SessionCookie
  showSession(userId: string): Promise<z.infer<typeof session>>
  /** Origin of BASE_URL. */
  ownOrigin: string | undefined
}

export function bindSetup(deps: SetupRoutesDeps): Bindings<typeof setup> {
  const os = implement(setup).$context<RequestContext>()
  return {
    state: os.state.handler(() => readSetupState(deps)),
    complete: os.complete.handler(async ({ context, input }) => {
      // Without a code the name in the address has to be this machine's: a foreign name that resolves to it is an attack.
      if (deps.code === undefined && !isOwnName(context.host, deps.ownOrigin)) throw new AppError('ORIGIN_REFUSED')
      const { userId, token } = await completeSetup(deps, input, context.clientAddress)
      context.setCookie(deps.cookie.give(token))
      return deps.showSession(userId)
    }),
  }
}

function isOwnName(host: string, ownOrigin: string | undefined): boolean {
  const name = host.replace(/:\d+$/, '')
  return isThisMachine(name) || (ownOrigin !== undefined && host === new URL(ownOrigin).host)
}
