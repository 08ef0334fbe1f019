import type { session } from '@besedka/contract/sessions'
import { setup } from '@besedka/contract/users'
import { implement } from '@orpc/server'
import type { z } from 'zod'
import { AppError } from '../platform/app-error.ts'
import type { Bindings } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import type { SessionCookie } from './session-cookie.ts'
import { completeSetup, readSetupState, type SetupDeps } from './setup.service.ts'

export interface SetupRoutesDeps extends SetupDeps {
  cookie: SessionCookie
  showSession(userId: string): Promise<z.infer<typeof session>>
  /** Host of BASE_URL. */
  ownHost: string | undefined
}

const THIS_MACHINE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/

export function bindSetup(deps: SetupRoutesDeps): Bindings<typeof setup> {
  const os = implement(setup).$context<RequestContext>()
  return {
    state: os.state.handler(() => readSetupState(deps)),
    complete: os.complete.handler(async ({ context, input }) => {
      // Without a code the name in the address has to be this machine's: a foreign name that resolves to it is an attack.
      const isOwnName = context.host === deps.ownHost || THIS_MACHINE.test(context.host)
      if (deps.code === undefined && !isOwnName) throw new AppError('ORIGIN_REFUSED')
      const { userId, token } = await completeSetup(deps, input, context.clientAddress)
      context.setCookie(deps.cookie.give(token))
      return deps.showSession(userId)
    }),
  }
}
