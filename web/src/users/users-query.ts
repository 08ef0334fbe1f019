import { queryOptions } from '@tanstack/react-query'
import { api } from '../api/api-client.ts'

export const usersKey = ['users'] as const

export const usersQuery = queryOptions({
  queryKey: usersKey,
  queryFn: async ({ signal }) => (await api.users.list({}, { signal })).items,
  // Nobody tells of changes that another administrator makes.
  staleTime: 0,
})
