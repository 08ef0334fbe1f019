import { AppError } from '../platform/app-error.ts'
import { type Database, transaction } from '../platform/database.ts'
import type { Actor } from './actor.ts'
import { deleteToken, insertToken, listTokens } from './api-tokens.store.ts'
import { makeSecretToken } from './secret-token.ts'

type Scope = Actor['scopes'][number]

export interface TokenWish {
  name: string
  scopes: Scope[]
  expiresAt?: string | undefined
}

export interface TokenView {
  id: string
  name: string
  scopes: Scope[]
  createdAt: string
  lastUsedAt: string | null
  expiresAt: string | null
}

/** Recognised by scanners that look for secrets in published text. */
const PREFIX = 'besedka_'

/**
 * Makes a bearer token; its text is returned this once and kept nowhere. It covers no more than what asks for it: a token
 * passes on its own scopes at most, and `administer` belongs to administrators. Throws FORBIDDEN.
 */
export async function createToken(
  db: Database,
  actor: Actor,
  wish: TokenWish,
): Promise<{ id: string; name: string; scopes: Scope[]; token: string }> {
  const scopes = [...new Set(wish.scopes)]
  const isCovered = scopes.every((scope) => actor.scopes.includes(scope))
  if (!isCovered || (scopes.includes('administer') && actor.role !== 'administrator')) throw new AppError('FORBIDDEN')
  const expiresAt = wish.expiresAt === undefined ? null : new Date(wish.expiresAt)
  const { token, hash } = makeSecretToken(PREFIX)
  const facts = { userId: actor.userId, name: wish.name, scopes, tokenHash: hash, expiresAt }
  const id = await transaction(db, (trx) => insertToken(trx, facts))
  return { id, name: wish.name, scopes, token }
}

export async function showTokens(db: Database, actor: Actor): Promise<TokenView[]> {
  return (await listTokens(db, actor.userId)).map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  }))
}

/** Throws NOT_FOUND for a token that is not the actor's. */
export async function removeToken(db: Database, actor: Actor, id: string): Promise<void> {
  const isId = /^\d{1,18}$/.test(id)
  const was = isId && (await transaction(db, (trx) => deleteToken(trx, actor.userId, id)))
  if (!was) throw new AppError('NOT_FOUND')
}
