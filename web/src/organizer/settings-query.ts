import { queryOptions } from '@tanstack/react-query'
import { api } from '../api/api-client.ts'

export const settingsQuery = queryOptions({
  queryKey: ['settings'] as const,
  queryFn: ({ signal }) => api.settings.read({}, { signal }),
})
