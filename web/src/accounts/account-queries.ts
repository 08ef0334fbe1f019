import { queryOptions } from '@tanstack/react-query'
import { api } from '../api/api-client.ts'

export const accountsKey = ['accounts'] as const

export const accountsQuery = queryOptions({
  queryKey: [...accountsKey, 'list'] as const,
  queryFn: async ({ signal }) => (await api.accounts.list({}, { signal })).items,
})

export const syncKey = (id: string) => [...accountsKey, 'sync', id] as const

export const syncStatusQuery = (id: string) =>
  queryOptions({
    queryKey: syncKey(id),
    queryFn: ({ signal }) => api.accounts.syncStatus({ id }, { signal }),
  })
