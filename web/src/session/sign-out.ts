import type { QueryClient } from '@tanstack/react-query'
import { api } from '../api/api-client.ts'

/** Ends the session here and in the other tabs; nothing of it stays in memory. */
export async function signOut(client: QueryClient): Promise<void> {
  await api.sessions.signOut({})
  client.clear()
  window.location.assign('/sign-in')
}
