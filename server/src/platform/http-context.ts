import type { role, scope } from '@besedka/contract/sessions'
import type { z } from 'zod'

/** Who asks: a signed-in user or a user's token, which narrows him to its scopes. */
export interface Viewer {
  userId: string
  role: z.infer<typeof role>
  scopes: readonly z.infer<typeof scope>[]
}

/** What a request brought as its proof. */
export interface Visitor {
  viewer: Viewer
  /** The session of a browser, or undefined for a bearer token. */
  sessionId: string | undefined
}

/** What handlers are given beside their input. */
export interface RequestContext {
  /** Throws SIGN_IN_REQUIRED where nobody is signed in; where the access rule asks for a user it never does. */
  actor(): Viewer
  visitor: Visitor | undefined
  /** Looks again who holds the proof of this request: undefined once signed out, withdrawn or inactive. */
  recheck(): Promise<Visitor | undefined>
  requestId: string
  /** Address of the client, as the next proxy on this machine tells it. */
  clientAddress: string
  /** The Host header, in lower case. */
  host: string
  /** Cookie values by name. */
  cookies: ReadonlyMap<string, string>
  /** Adds a Set-Cookie header to the answer. */
  setCookie(header: string): void
}
