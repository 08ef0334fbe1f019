import type { QueryClient } from '@tanstack/react-query'
import type { AppRouter } from '../router.tsx'

let isLeaving = false

/** The session is over: to the sign-in page, which leads back to this place. What was read is forgotten. */
export async function leaveForSignIn(client: QueryClient, router: AppRouter): Promise<void> {
  const { pathname, href } = router.state.location
  // Before the first page stands, its own guard decides between sign-in and first run.
  if (isLeaving || router.state.status === 'pending' || pathname === '/sign-in' || pathname === '/setup') return
  isLeaving = true
  try {
    await router.navigate({ to: '/sign-in', search: { next: href, ended: true } })
    client.clear()
  } finally {
    isLeaving = false
  }
}
