import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Failure } from './failure.ts'

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: Failure
  }
}

export interface FailureListener {
  /** The session is over, whichever request noticed it. */
  onSignedOut(): void
  /** Somebody switched the mail client off meanwhile. */
  onMailClientOff(): void
}

/** Answers are kept until a live event or a command makes them stale; nothing is asked again only for being looked at. */
export function createQueryClient(listener: FailureListener): QueryClient {
  const onError = (failure: unknown) => {
    if (!(failure instanceof Failure)) return
    if (failure.code === 'SIGN_IN_REQUIRED') listener.onSignedOut()
    if (failure.code === 'MAIL_CLIENT_OFF') listener.onMailClientOff()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5 * 60_000,
        gcTime: 15 * 60_000,
        refetchOnWindowFocus: false,
        // Requests go out even where the browser believes to be offline: the server may be on this machine.
        networkMode: 'always',
        retry: (count, failure) => failure instanceof Failure && failure.isPassing && count < 2,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
