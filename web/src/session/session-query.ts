import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { api } from '../api/api-client.ts'
import type { Session } from '../api/wire-types.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'] as const,
  queryFn: ({ signal }) => api.sessions.current({}, { signal }),
  staleTime: Number.POSITIVE_INFINITY,
})

/** Who is signed in and which switches are on; known on every page behind the sign-in. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}
