import type { DraftFields, SavedDraft } from './draft-fields.ts'

/** What could not be saved, and over what it was written. */
export interface DraftBackup {
  base: SavedDraft
  fields: DraftFields
}

const keyOf = (userId: string, id: string) => `besedka-draft-${userId}-${id}`

/** Keeps the words of a draft in this browser while the server cannot have them. */
export function keepBackup(userId: string, id: string, backup: DraftBackup): void {
  try {
    localStorage.setItem(keyOf(userId, id), JSON.stringify(backup))
  } catch {
    // Full or forbidden: the window itself still holds the text.
  }
}

export function dropBackup(userId: string, id: string): void {
  try {
    localStorage.removeItem(keyOf(userId, id))
  } catch {
    // There is none then.
  }
}

export function readBackup(userId: string, id: string): DraftBackup | null {
  try {
    const backup: unknown = JSON.parse(localStorage.getItem(keyOf(userId, id)) ?? 'null')
    return isBackup(backup) ? backup : null
  } catch {
    return null
  }
}

const names = ['account', 'to', 'cc', 'bcc', 'subject', 'text', 'html', 'importance', 'quote']

function isBackup(backup: unknown): backup is DraftBackup {
  if (!isObject(backup) || !isObject(backup['base'])) return false
  return typeof backup['base']['version'] === 'number' && [backup['base']['fields'], backup['fields']].every(isWhole)
}

function isWhole(fields: unknown): boolean {
  return isObject(fields) && names.every((name) => name in fields)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
