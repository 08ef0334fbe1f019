import { sql } from 'kysely'

/** Nothing refers to the content `m`: no interaction, no entry of a skip list, no file of a draft. */
export const isUnused = sql`
  not exists (select from interactions i where i.message_id = m.id)
  and not exists (select from skipped_letters s where s.message_id = m.id)
  and not exists (select from uploads u where u.message_id = m.id)`
