import { useQuery } from '@tanstack/react-query'
import { loadBytes } from './load-bytes.ts'

/** The first bytes of a file or a source, kept while it is looked at. */
export function useBytes(address: string, limit: number) {
  return useQuery({
    queryKey: ['bytes', address, limit],
    queryFn: ({ signal }) => loadBytes(address, limit, signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
  })
}
