import { useSession } from '../session/session-query.ts'
import { ClientOff } from './ClientOff.tsx'
import { Home } from './Home.tsx'

/** The start page: the list and the reading pane, or why they are not there. */
export function HomePage() {
  const { mailClient } = useSession()
  return mailClient ? <Home /> : <ClientOff />
}
