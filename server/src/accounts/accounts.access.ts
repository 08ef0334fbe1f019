import { AppError } from '../platform/app-error.ts'
import type { Database, Transaction } from '../platform/database.ts'
import type { Actor } from '../users/actor.ts'

declare const proof: unique symbol

/** Proof that the actor may change the account. */
export interface ManageableAccount {
  readonly [proof]: 'manage'
  readonly id: string
}

/** Proof that the actor may send letters from the account. */
export interface SendableAccount {
  readonly [proof]: 'send'
  readonly id: string
}

/** Proof that the actor may know of the account: name, address, state and numbers, never a letter. */
export interface VisibleAccount {
  readonly [proof]: 'see'
  readonly id: string
  /** Whether he may read its letters, and so the names he or its server gave to things. */
  readonly reads: boolean
}

export interface AccountRights {
  see: boolean
  read: boolean
  send: boolean
  manage: boolean
}

interface Ownership {
  scope: 'shared' | 'personal'
  ownerId: string | null
  /** Nobody reads a locked account, nor sends from it, until the mailbox's password is typed again. */
  locked: boolean
  grant: { send: boolean; manage: boolean } | null
}

/**
 * The rights of an actor on an account. A shared account: administrators all, granted users as granted. A personal one:
 * its owner all; an administrator knows that it exists and how it fares, but reads and changes nothing in it.
 */
export function rightsOn(actor: Actor, account: Ownership): AccountRights {
  if (account.scope === 'personal') {
    const own = account.ownerId === actor.userId
    const open = own && !account.locked
    return { see: own || actor.role === 'administrator', read: open, send: open, manage: own }
  }
  if (actor.role === 'administrator') return { see: true, read: true, send: true, manage: true }
  const { grant } = account
  return { see: grant !== null, read: grant !== null, send: grant?.send ?? false, manage: grant?.manage ?? false }
}

async function rightsById(db: Database | Transaction, actor: Actor, id: string): Promise<AccountRights> {
  const row = /^\d{1,18}$/.test(id)
    ? await db
        .selectFrom('accounts')
        .leftJoin('accountGrants', (join) =>
          join.onRef('accountGrants.accountId', '=', 'accounts.id').on('accountGrants.userId', '=', actor.userId),
        )
        .select(['accounts.scope', 'accounts.ownerId', 'accounts.locked', 'accountGrants.send', 'accountGrants.manage'])
        .where('accounts.id', '=', id)
        .executeTakeFirst()
    : undefined
  if (row === undefined) throw new AppError('NOT_FOUND')
  const grant = row.send === null || row.manage === null ? null : { send: row.send, manage: row.manage }
  return rightsOn(actor, { ...row, grant })
}

/** Throws NOT_FOUND where the account is hidden from the actor, FORBIDDEN where he sees it without the right to change it. */
export async function manageableAccount(
  db: Database | Transaction,
  actor: Actor,
  id: string,
): Promise<ManageableAccount> {
  const rights = await rightsById(db, actor, id)
  if (!rights.see) throw new AppError('NOT_FOUND')
  if (!rights.manage) throw new AppError('FORBIDDEN')
  return { id } as ManageableAccount
}

/** Throws NOT_FOUND where the actor may not read the account, FORBIDDEN where he reads it without the right to send. */
export async function sendableAccount(db: Database | Transaction, actor: Actor, id: string): Promise<SendableAccount> {
  const rights = await rightsById(db, actor, id)
  if (!rights.read) throw new AppError('NOT_FOUND')
  if (!rights.send) throw new AppError('FORBIDDEN')
  return { id } as SendableAccount
}

/** Throws NOT_FOUND where the account is hidden from the actor. */
export async function visibleAccount(db: Database | Transaction, actor: Actor, id: string): Promise<VisibleAccount> {
  const rights = await rightsById(db, actor, id)
  if (!rights.see) throw new AppError('NOT_FOUND')
  return { id, reads: rights.read } as VisibleAccount
}

/** Ids of all accounts whose letters the actor may read: the filter of every list, search, counter and event. */
export async function readableAccountIds(db: Database | Transaction, actor: Actor): Promise<string[]> {
  const rows = await db
    .selectFrom('accounts')
    .leftJoin('accountGrants', (join) =>
      join.onRef('accountGrants.accountId', '=', 'accounts.id').on('accountGrants.userId', '=', actor.userId),
    )
    .select([
      'accounts.id',
      'accounts.scope',
      'accounts.ownerId',
      'accounts.locked',
      'accountGrants.send',
      'accountGrants.manage',
    ])
    .execute()
  return rows
    .filter((row) => {
      const grant = row.send === null || row.manage === null ? null : { send: row.send, manage: row.manage }
      return rightsOn(actor, { ...row, grant }).read
    })
    .map((row) => row.id)
}
