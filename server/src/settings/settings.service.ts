import { AppError } from '../platform/app-error.ts'
import { type Database, type Transaction, transaction } from '../platform/database.ts'
import { EVERYONE, publish } from '../platform/live.ts'
import type { Actor } from '../users/actor.ts'
import { lockSettings, readSettings, type SettingsRow, updateSettings } from './settings.store.ts'

export type Settings = SettingsRow
export const SETTINGS_CHANGED = 'settings.changed'

/** Switches that have a meaning only while the mail client is on. */
const DEPENDENT = ['htmlOutgoing', 'otherInteractions', 'reviewFlags', 'outsideContent'] as const

export function showSettings(db: Database, _actor: Actor): Promise<Settings> {
  return readSettings(db)
}

/**
 * Changes switches. Dependent ones are refused while the master switch is off and keep their values meanwhile.
 * Throws SWITCH_DEPENDS_ON_MAIL_CLIENT.
 */
export function changeSettings(db: Database, actor: Actor, change: Partial<Settings>): Promise<Settings> {
  if (actor.role !== 'administrator') throw new AppError('FORBIDDEN')
  return transaction(db, async (trx) => {
    const before = await lockSettings(trx)
    const named = DEPENDENT.filter((name) => change[name] !== undefined)
    if (named.length > 0 && !(change.mailClient ?? before.mailClient)) {
      throw new AppError('SWITCH_DEPENDS_ON_MAIL_CLIENT', { fields: named })
    }
    return saveAndTell(trx, change)
  })
}

/** What the first run leaves: the mail client on, in the language of who set it up. */
export async function openForUse(trx: Transaction, wish: Pick<Settings, 'language' | 'organization'>): Promise<void> {
  await saveAndTell(trx, { ...wish, mailClient: true })
}

/** The master switch, as it is now on all nodes. One row by its key: nothing that a cache would make better. */
export async function isMailClientOn(db: Database): Promise<boolean> {
  return (await readSettings(db)).mailClient
}

/** Readers may have content of other servers shown. */
export async function mayShowOutside(db: Database): Promise<boolean> {
  return (await readSettings(db)).outsideContent
}

/** The language of what the program itself writes. */
export async function readLanguage(db: Database): Promise<'ru' | 'en'> {
  return (await readSettings(db)).language
}

async function saveAndTell(trx: Transaction, change: Partial<Settings>): Promise<Settings> {
  const after = await updateSettings(trx, change)
  await publish(trx, { topic: SETTINGS_CHANGED, audience: [EVERYONE], data: {} })
  return after
}
