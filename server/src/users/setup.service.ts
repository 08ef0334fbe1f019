import { AppError } from '../platform/app-error.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { clientNetwork } from './client-network.ts'
import { demandStrongPassword, hashPassword } from './password-hash.ts'
import { makeSecretToken } from './secret-token.ts'
import { insertSession } from './sessions.store.ts'
import { isSetupCode } from './setup-code.ts'
import { demandAttempt, type NewSession } from './sign-in.service.ts'
import { insertUser, isAnyUser, lockFirstUser } from './users.store.ts'

export interface SetupDeps {
  db: Database
  /** Shown on the console; undefined where only this machine reaches the first-run page. */
  code: string | undefined
  /** Settings of a program that is ready for use: mail client on, language, organization. */
  openForUse(trx: Transaction, wish: { language: 'ru' | 'en'; organization: string }): Promise<void>
}

export interface SetupWish {
  name: string
  email: string
  password: string
  language: 'ru' | 'en'
  organization: string
}

const LIMIT_PER_CLIENT = 10

/** Is the first-run page due. */
export async function readSetupState(deps: SetupDeps): Promise<{ needed: boolean; codeRequired: boolean }> {
  const needed = !(await isAnyUser(deps.db))
  return { needed, codeRequired: needed && deps.code !== undefined }
}

/** Makes the first administrator and signs him in. Throws SETUP_DONE, SETUP_CODE_WRONG, PASSWORD_TOO_WEAK. */
export async function completeSetup(
  deps: SetupDeps,
  wish: SetupWish & { code?: string | undefined },
  clientAddress: string,
): Promise<NewSession> {
  if (await isAnyUser(deps.db)) throw new AppError('SETUP_DONE')
  if (deps.code !== undefined) await demandCode(deps.db, deps.code, wish.code ?? '', clientAddress)
  const session = makeSecretToken()
  const userId = await makeFirstAdministrator(deps, wish, session.hash)
  if (userId === undefined) throw new AppError('SETUP_DONE')
  return { userId, token: session.token }
}

/** The administrator that the environment names, on an empty database alone. Returns whether he was made. */
export async function bootstrapAdministrator(
  deps: SetupDeps,
  admin: { email: string; password: string },
): Promise<boolean> {
  if (await isAnyUser(deps.db)) return false
  const [name = admin.email] = admin.email.split('@')
  const wish = { ...admin, name, language: 'ru' as const, organization: '' }
  return (await makeFirstAdministrator(deps, wish, undefined)) !== undefined
}

/** One transaction behind one lock: of two that try, the second finds the first one's administrator. */
async function makeFirstAdministrator(
  deps: SetupDeps,
  wish: SetupWish,
  sessionHash: Buffer | undefined,
): Promise<string | undefined> {
  demandStrongPassword(wish.password)
  const hash = await hashPassword(wish.password)
  const { name, email, language, organization } = wish
  return transaction(deps.db, async (trx) => {
    await lockFirstUser(trx)
    if (await isAnyUser(trx)) return undefined
    const { id } = await insertUser(trx, { name, email, role: 'administrator', language }, hash)
    await deps.openForUse(trx, { language, organization })
    if (sessionHash !== undefined) await insertSession(trx, id, sessionHash)
    return id
  })
}

async function demandCode(db: Database, wanted: string, given: string, clientAddress: string): Promise<void> {
  await demandAttempt(db, [{ key: `setup:${clientNetwork(clientAddress)}`, limit: LIMIT_PER_CLIENT }])
  if (!isSetupCode(given, wanted)) throw new AppError('SETUP_CODE_WRONG')
}
