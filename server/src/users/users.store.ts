import { sql } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'
import type { Actor } from './actor.ts'

export interface UserRow {
  id: string
  name: string
  email: string
  role: Actor['role']
  language: 'ru' | 'en'
  active: boolean
  createdAt: Date
}

export interface NewUser {
  name: string
  email: string
  role: Actor['role']
  language: 'ru' | 'en'
}

export type UserChange = Partial<Pick<UserRow, 'name' | 'role' | 'language' | 'active'>>

const columns = ['id', 'name', 'email', 'role', 'language', 'active', 'createdAt'] as const

/** One number for all processes: the first user is made by one of them. */
const FIRST_USER_LOCK = 7_305_214

export function listUsers(db: Database): Promise<UserRow[]> {
  return db.selectFrom('users').select(columns).orderBy('createdAt').orderBy('id').execute()
}

export function findUser(db: Database | Transaction, id: string): Promise<UserRow | undefined> {
  return db.selectFrom('users').select(columns).where('id', '=', id).executeTakeFirst()
}

/** Throws the driver's error for an e-mail that somebody has, whatever its case. */
export async function insertUser(trx: Transaction, user: NewUser, passwordHash: string): Promise<UserRow> {
  const row = await trx.insertInto('users').values(user).returning(columns).executeTakeFirstOrThrow()
  await trx.insertInto('passwords').values({ userId: row.id, hash: passwordHash }).execute()
  return row
}

export function updateUser(trx: Transaction, id: string, change: UserChange): Promise<UserRow | undefined> {
  return trx
    .updateTable('users')
    .set({ ...change, updatedAt: sql`now()` })
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirst()
}

export async function replacePassword(trx: Transaction, id: string, passwordHash: string): Promise<void> {
  await trx
    .insertInto('passwords')
    .values({ userId: id, hash: passwordHash })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet({ hash: passwordHash }))
    .execute()
}

/** Active administrators, held until the transaction ends: nobody takes the role from the last one meanwhile. */
export async function lockAdministrators(trx: Transaction): Promise<string[]> {
  const rows = await trx
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'administrator')
    .where('active', '=', true)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(({ id }) => id)
}

/** Makes everybody who wants to make the first user wait for this transaction. */
export async function lockFirstUser(trx: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(${FIRST_USER_LOCK})`.execute(trx)
}

export async function isAnyUser(db: Database | Transaction): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** What a sign-in compares with. */
export function findCredentials(
  db: Database,
  email: string,
): Promise<{ id: string; active: boolean; hash: string } | undefined> {
  return db
    .selectFrom('users')
    .innerJoin('passwords', 'passwords.userId', 'users.id')
    .select(['users.id', 'users.active', 'passwords.hash'])
    .where(sql`lower(email)`, '=', sql`lower(${email})`)
    .executeTakeFirst()
}
