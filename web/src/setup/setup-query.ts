import { queryOptions } from '@tanstack/react-query'
import { api } from '../api/api-client.ts'

export const setupQuery = queryOptions({
  queryKey: ['setup'] as const,
  queryFn: ({ signal }) => api.setup.state({}, { signal }),
  staleTime: 0,
})
