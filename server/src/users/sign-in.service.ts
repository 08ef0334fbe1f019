import { AppError } from '../platform/app-error.ts'
import { type Database, transaction } from '../platform/database.ts'
import type { Visitor } from '../platform/http-context.ts'
import { publish } from '../platform/live.ts'
import { findToken } from './api-tokens.store.ts'
import { clientNetwork } from './client-network.ts'
import { verifyPassword } from './password-hash.ts'
import { hashSecretToken, makeSecretToken } from './secret-token.ts'
import { deleteSession, findSession, insertSession } from './sessions.store.ts'
import { admitAttempt, forgiveAttempt } from './sign-in-attempts.store.ts'
import { sessionAudience } from './user-audience.ts'
import { findCredentials } from './users.store.ts'

export interface SignInWish {
  email: string
  password: string
  clientAddress: string
}

/** A browser that has just been signed in. `token` goes into its cookie and is kept nowhere. */
export interface NewSession {
  userId: string
  token: string
}

/** Wrong passwords within a quarter of an hour. */
const LIMIT_PER_CLIENT = 30
const LIMIT_PER_EMAIL = 10

/**
 * Signs a browser in. Throws SIGN_IN_FAILED, the same for a wrong password, an unknown e-mail and an inactive user, and
 * TOO_MANY_ATTEMPTS.
 */
export async function signIn(db: Database, wish: SignInWish): Promise<NewSession> {
  const email = wish.email.trim()
  const byEmail = `email:${email.toLowerCase()}`
  const byClient = `client:${clientNetwork(wish.clientAddress)}`
  await demandAttempt(db, [
    { key: byEmail, limit: LIMIT_PER_EMAIL },
    { key: byClient, limit: LIMIT_PER_CLIENT },
  ])
  const known = await findCredentials(db, email)
  const isRight = await verifyPassword(known?.hash, wish.password)
  if (known === undefined || !isRight || !known.active) throw new AppError('SIGN_IN_FAILED')
  const { token, hash } = makeSecretToken()
  await transaction(db, async (trx) => {
    await insertSession(trx, known.id, hash)
    await forgiveAttempt(trx, byEmail, byClient)
  })
  return { userId: known.id, token }
}

/** Ends a session; its open event stream closes. */
export async function signOut(db: Database, sessionId: string): Promise<void> {
  await transaction(db, async (trx) => {
    const was = await deleteSession(trx, sessionId)
    if (was) await publish(trx, { topic: 'session.ended', audience: [sessionAudience(sessionId)], data: {} })
  })
}

/** Who holds the proof of a request: its bearer token, which excludes the cookie, or the cookie. */
export async function authenticate(
  db: Database,
  proof: { bearer: string | undefined; cookie: string | undefined },
): Promise<Visitor | undefined> {
  if (proof.bearer !== undefined) {
    const viewer = await findToken(db, hashSecretToken(proof.bearer))
    return viewer === undefined ? undefined : { viewer, sessionId: undefined }
  }
  if (proof.cookie === undefined) return undefined
  const session = await findSession(db, hashSecretToken(proof.cookie))
  if (session === undefined) return undefined
  const { id, userId, role } = session
  return { viewer: { userId, role, scopes: ['read', 'write', 'administer'] }, sessionId: id }
}

/** Throws TOO_MANY_ATTEMPTS with the seconds to wait. */
export async function demandAttempt(db: Database, limits: Parameters<typeof admitAttempt>[1]): Promise<void> {
  const wait = await admitAttempt(db, limits)
  if (wait !== undefined) throw new AppError('TOO_MANY_ATTEMPTS', { retryAfterSeconds: wait })
}
