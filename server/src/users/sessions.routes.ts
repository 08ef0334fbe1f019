import { type session, sessions } from '@besedka/contract/sessions'
import { implement } from '@orpc/server'
import type { z } from 'zod'
import type { Database } from '../platform/database.ts'
import type { Bindings } from '../platform/http-binding.ts'
import type { RequestContext } from '../platform/http-context.ts'
import type { SessionCookie } from './session-cookie.ts'
import { signIn, signOut } from './sign-in.service.ts'

export interface SessionRoutesDeps {
  db: Database
  cookie: SessionCookie
  /** The user with the switches that the interface needs from the first moment on. */
  showSession(userId: string): Promise<z.infer<typeof session>>
}

export function bindSessions({ db, cookie, showSession }: SessionRoutesDeps): Bindings<typeof sessions> {
  const os = implement(sessions).$context<RequestContext>()
  return {
    signIn: os.signIn.handler(async ({ context, input }) => {
      const { userId, token } = await signIn(db, { ...input, clientAddress: context.clientAddress })
      if (context.visitor?.sessionId !== undefined) await signOut(db, context.visitor.sessionId)
      context.setCookie(cookie.give(token))
      return showSession(userId)
    }),
    current: os.current.handler(({ context }) => showSession(context.actor().userId)),
    signOut: os.signOut.handler(async ({ context }) => {
      if (context.visitor?.sessionId !== undefined) await signOut(db, context.visitor.sessionId)
      context.setCookie(cookie.take())
    }),
  }
}
