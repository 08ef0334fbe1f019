import type { user } from '@besedka/contract/users'
import type { z } from 'zod'
import { AppError } from '../platform/app-error.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { violatedUnique } from '../platform/database-errors.ts'
import { publish } from '../platform/live.ts'
import type { Actor } from './actor.ts'
import { demandStrongPassword, hashPassword } from './password-hash.ts'
import { deleteSessionsOf } from './sessions.store.ts'
import { userAudience } from './user-audience.ts'
import {
  findUser,
  insertUser,
  listUsers,
  lockAdministrators,
  type NewUser,
  replacePassword,
  type UserChange,
  type UserRow,
  updateUser,
} from './users.store.ts'

export type UserView = z.infer<typeof user>

export async function showUsers(db: Database, actor: Actor): Promise<UserView[]> {
  demandAdministrator(actor)
  return (await listUsers(db)).map(showUser)
}

/** Throws USER_EXISTS, PASSWORD_TOO_WEAK. */
export async function createUser(db: Database, actor: Actor, wish: NewUser & { password: string }): Promise<UserView> {
  demandAdministrator(actor)
  const { password, ...facts } = wish
  demandStrongPassword(password)
  const hash = await hashPassword(password)
  return showUser(await saving(() => transaction(db, (trx) => insertUser(trx, facts, hash))))
}

export interface UsersDeps {
  db: Database
  /** Somebody else has set a user's password: what is his alone stays shut until he proves that he is himself. */
  lockMailOf(trx: Transaction, userId: string): Promise<void>
}

/**
 * An inactive user is signed out at once, everywhere, and so is one whose password was set anew. Throws NOT_FOUND,
 * LAST_ADMINISTRATOR, PASSWORD_TOO_WEAK.
 */
export async function changeUser(
  { db, lockMailOf }: UsersDeps,
  actor: Actor,
  id: string,
  { password, ...change }: UserChange & { password?: string | undefined },
): Promise<UserView> {
  demandAdministrator(actor)
  if (password !== undefined) demandStrongPassword(password)
  const hash = password === undefined ? undefined : await hashPassword(password)
  return transaction(db, async (trx) => {
    if (change.role === 'user' || change.active === false) await demandAnotherAdministrator(trx, id)
    const view = await applyChange(trx, id, change)
    if (hash !== undefined) {
      await replacePassword(trx, id, hash)
      await deleteSessionsOf(trx, id)
      await lockMailOf(trx, id)
    }
    return view
  })
}

/** Own name and language. */
export function changeOwnUser(
  db: Database,
  actor: Actor,
  change: Pick<UserChange, 'name' | 'language'>,
): Promise<UserView> {
  return transaction(db, (trx) => applyChange(trx, actor.userId, change))
}

/** The signed-in user himself. */
export async function readOwnUser(db: Database, actor: Pick<Actor, 'userId'>): Promise<UserView> {
  const row = await findUser(db, actor.userId)
  if (row === undefined) throw new AppError('SIGN_IN_REQUIRED')
  return showUser(row)
}

/** An active user as one who reads, nothing more; undefined where there is none. */
export async function findReader(db: Database, userId: string): Promise<Actor | undefined> {
  const row = await findUser(db, userId)
  return row?.active ? { userId: row.id, role: row.role, scopes: ['read'] } : undefined
}

async function applyChange(trx: Transaction, id: string, change: UserChange): Promise<UserView> {
  const row = await updateUser(trx, id, change)
  if (row === undefined) throw new AppError('NOT_FOUND')
  if (!row.active) await deleteSessionsOf(trx, id)
  await publish(trx, { topic: 'user.changed', audience: [userAudience(id)], data: {} })
  return showUser(row)
}

async function demandAnotherAdministrator(trx: Transaction, id: string): Promise<void> {
  const administrators = await lockAdministrators(trx)
  if (administrators.length === 1 && administrators[0] === id) throw new AppError('LAST_ADMINISTRATOR')
}

function demandAdministrator(actor: Actor): void {
  if (actor.role !== 'administrator') throw new AppError('FORBIDDEN')
}

async function saving<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (violatedUnique(error) === 'users_email') throw new AppError('USER_EXISTS', {}, { cause: error })
    throw error
  }
}

function showUser(row: UserRow): UserView {
  return { ...row, createdAt: row.createdAt.toISOString() }
}
