import { sql } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'
import type { Actor } from './actor.ts'

type Scope = Actor['scopes'][number]

export interface TokenRow {
  id: string
  name: string
  scopes: Scope[]
  createdAt: Date
  lastUsedAt: Date | null
  expiresAt: Date | null
}

export interface NewToken {
  userId: string
  name: string
  scopes: Scope[]
  tokenHash: Buffer
  expiresAt: Date | null
}

const SCOPES: readonly Scope[] = ['read', 'write', 'administer']

export async function insertToken(trx: Transaction, token: NewToken): Promise<string> {
  const { id } = await trx.insertInto('apiTokens').values(token).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function listTokens(db: Database, userId: string): Promise<TokenRow[]> {
  const rows = await db
    .selectFrom('apiTokens')
    .select(['id', 'name', 'scopes', 'createdAt', 'lastUsedAt', 'expiresAt'])
    .where('userId', '=', userId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, scopes: knownScopes(row.scopes) }))
}

/** Returns whether the user had it. */
export async function deleteToken(trx: Transaction, userId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('apiTokens')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** The active user behind a bearer token. When it was last used is written at most once a minute. */
export async function findToken(db: Database, tokenHash: Buffer): Promise<Actor | undefined> {
  const row = await db
    .selectFrom('apiTokens')
    .innerJoin('users', 'users.id', 'apiTokens.userId')
    .select(['apiTokens.id', 'apiTokens.scopes', 'users.id as userId', 'users.role'])
    .select(sql<boolean>`coalesce(last_used_at < now() - interval '1 minute', true)`.as('isDue'))
    .where('apiTokens.tokenHash', '=', tokenHash)
    .where(sql<boolean>`coalesce(api_tokens.expires_at > now(), true)`)
    .where('users.active', '=', true)
    .executeTakeFirst()
  if (row === undefined) return undefined
  if (row.isDue) await db.updateTable('apiTokens').set({ lastUsedAt: sql`now()` }).where('id', '=', row.id).execute()
  return { userId: row.userId, role: row.role, scopes: knownScopes(row.scopes) }
}

function knownScopes(scopes: readonly string[]): Scope[] {
  return SCOPES.filter((scope) => scopes.includes(scope))
}
