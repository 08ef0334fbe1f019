import type { session } from '@besedka/contract/sessions'
import type { z } from 'zod'
import type { Database } from '../platform/database.ts'
import { readOwnUser } from '../users/users.service.ts'
import { readSettings } from './settings.store.ts'

/** What the interface knows from its first moment on: the user and the switches. */
export async function showSession(db: Database, version: string, userId: string): Promise<z.infer<typeof session>> {
  const [user, settings] = await Promise.all([readOwnUser(db, { userId }), readSettings(db)])
  const { id, name, email, role, language } = user
  const { organization, mailClient, otherInteractions, reviewFlags, htmlOutgoing } = settings
  return {
    user: { id, name, email, role, language },
    organization,
    mailClient,
    otherInteractions,
    reviewFlags,
    htmlOutgoing,
    version,
  }
}
