import { sql } from 'kysely'
import type { Database, Transaction } from '../platform/database.ts'

export interface SettingsRow {
  mailClient: boolean
  htmlOutgoing: boolean
  otherInteractions: boolean
  reviewFlags: boolean
  outsideContent: boolean
  organization: string
  language: 'ru' | 'en'
}

const columns = [
  'mailClient',
  'htmlOutgoing',
  'otherInteractions',
  'reviewFlags',
  'outsideContent',
  'organization',
  'language',
] as const

export function readSettings(db: Database): Promise<SettingsRow> {
  return db.selectFrom('settings').select(columns).executeTakeFirstOrThrow()
}

/** The row, held until the transaction ends. */
export function lockSettings(trx: Transaction): Promise<SettingsRow> {
  return trx.selectFrom('settings').select(columns).forUpdate().executeTakeFirstOrThrow()
}

export function updateSettings(trx: Transaction, change: Partial<SettingsRow>): Promise<SettingsRow> {
  return trx
    .updateTable('settings')
    .set({ ...change, updatedAt: sql`now()` })
    .returning(columns)
    .executeTakeFirstOrThrow()
}
