import { AppError } from '../platform/app-error.ts'
import type { Actor } from '../users/actor.ts'
import { manageableAccount } from './accounts.access.ts'
import { type AccountRow, findAccount } from './accounts.store.ts'
import type { AccountsDeps } from './accounts-deps.ts'

/** The row of an account that the actor may change. Throws NOT_FOUND, FORBIDDEN. */
export async function manageableRow({ db }: Pick<AccountsDeps, 'db'>, actor: Actor, id: string): Promise<AccountRow> {
  const proof = await manageableAccount(db, actor, id)
  const row = await findAccount(db, proof.id)
  if (row === undefined) throw new AppError('NOT_FOUND')
  return row
}
