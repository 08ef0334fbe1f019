import type { AccountDraft } from '../account-draft.ts'
import { sidesOf } from '../check-report.ts'
import type { FoundSettings } from '../discover.ts'

/** Rests on DNS or a guess, or leads outside the mail domain: a person says yes before a password goes there. */
export function needsTrust({ trust, warnings }: FoundSettings): boolean {
  return trust === 3 || warnings.length > 0
}

/** Whole names of the servers that are going to get the password. */
export function hostsOf(draft: AccountDraft): string[] {
  return [...new Set(sidesOf(draft).map((side) => draft[side].host))]
}

/** One line for a list of settings to choose from. */
export function settingsLine({ incoming, outgoing }: FoundSettings): string {
  const place = (server: { host: string; port: number } | null) => (server ? `${server.host}:${server.port}` : '—')
  return incoming ? `${incoming.protocol.toUpperCase()} ${place(incoming)}, SMTP ${place(outgoing)}` : place(outgoing)
}
