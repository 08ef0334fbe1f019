import { lazy, Suspense, useEffect } from 'react'
import { useSession } from '../session/session-query.ts'
import { useShortcuts } from '../shortcuts/useShortcuts.ts'
import { bringForward, restoreOpenDrafts, useOpenDrafts } from './open-drafts.ts'

const ComposeDock = lazy(async () => ({ default: (await import('./ComposeDock.tsx')).ComposeDock }))

/** Windows to write in lie over every page; nothing of them is loaded before the first is opened. */
export function ComposeHost() {
  const { user, mailClient } = useSession()
  const drafts = useOpenDrafts()
  useEffect(() => restoreOpenDrafts(user.id), [user.id])
  useShortcuts({
    'g d': () => {
      const last = drafts.at(-1)
      return last ? bringForward(last.key) : false
    },
  })
  if (!mailClient || drafts.length === 0) return null
  return (
    <Suspense>
      <ComposeDock drafts={drafts} />
    </Suspense>
  )
}
