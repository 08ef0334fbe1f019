import { randomBytes, randomUUID } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Database } from './database.ts'
import { createSecretBox, KEY_BYTES, type SecretBox } from './secret-box.ts'
import { StartError } from './start-error.ts'

interface SecretsOptions {
  db: Database
  dataDir: string
  /** Where the operator keeps the key; `secret.key` in the data folder otherwise. */
  keyFile?: string | undefined
}

/**
 * Reads the key that lies outside the database and holds it against the one this database was used with. The first start
 * makes the key. Throws `SECRET_KEY_MISSING`, `SECRET_KEY_WRONG`, `SECRET_KEY_UNUSABLE`: to go on without the right key
 * would lose every stored password in silence.
 */
export async function openSecrets({ db, dataDir, keyFile }: SecretsOptions): Promise<SecretBox> {
  const path = keyFile ?? join(dataDir, 'secret.key')
  const known = await db.selectFrom('secretKeyCheck').select('keyId').executeTakeFirst()
  const key = (await readKey(path)) ?? (known === undefined ? await makeKey(path) : undefined)
  if (key === undefined) {
    throw new StartError(
      'SECRET_KEY_MISSING',
      `The key ${path} is missing, and the database holds secrets that only it opens. ` +
        'Put the key of this database back (SECRET_KEY_FILE says where it lies).',
    )
  }
  const box = createSecretBox(key)
  if (known === undefined) {
    const row = { keyId: box.keyId }
    await db
      .insertInto('secretKeyCheck')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  // Read again: another process may have been first with another key.
  const { keyId } = await db.selectFrom('secretKeyCheck').select('keyId').executeTakeFirstOrThrow()
  if (keyId === box.keyId) return box
  throw new StartError(
    'SECRET_KEY_WRONG',
    `The key ${path} is not the one of this database (its id is ${box.keyId}, the database was used with ${keyId}). ` +
      'Put the right key there; every process on one database needs the same.',
  )
}

async function readKey(path: string): Promise<Buffer | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new StartError('SECRET_KEY_UNUSABLE', `The key ${path} cannot be read.`, { cause: error })
  }
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length === KEY_BYTES) return key
  throw new StartError('SECRET_KEY_UNUSABLE', `The key ${path} is damaged: ${KEY_BYTES} bytes in base64 are expected.`)
}

/** On disk, whole and flushed, before anything is sealed with it. */
async function makeKey(path: string): Promise<Buffer> {
  const draft = `${path}.${randomUUID()}`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`)
      await file.sync()
    } finally {
      await file.close()
    }
    await chmod(draft, 0o600)
    await link(draft, path).catch((error: unknown) => {
      // Another process on the same folder has just made it.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    })
    await unlink(draft)
    const folder = await open(dirname(path))
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  } catch (error) {
    throw new StartError('SECRET_KEY_UNUSABLE', `The key ${path} cannot be written.`, { cause: error })
  }
  const made = await readKey(path)
  if (made === undefined)
    throw new StartError('SECRET_KEY_UNUSABLE', `The key ${path} went away while it was being made.`)
  return made
}
