import { accounts } from './accounts.ts'
import { discovery } from './discovery.ts'
import { events } from './events.ts'
import { health } from './health.ts'
import { interactions } from './interactions.ts'
import { outbox } from './outbox.ts'
import { records } from './records.ts'
import { sessions, tokens } from './sessions.ts'
import { settings } from './settings.ts'
import { setup, users } from './users.ts'

/** Everything that crosses the wire, below `/api/v1`; server routes, the typed client and openapi.json derive from it. */
export const contract = {
  sessions,
  tokens,
  setup,
  users,
  settings,
  accounts,
  discovery,
  interactions,
  outbox,
  records,
  events,
  health,
}
