import { IconPlugConnectedX } from '@tabler/icons-react'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ComposeHost } from '../compose/ComposeHost.tsx'
import { useLiveState } from '../live/live-status.ts'
import { useLive } from '../live/useLive.ts'
import { useSession } from '../session/session-query.ts'
import { listenForShortcuts } from '../shortcuts/shortcut-registry.ts'
import { useShortcuts } from '../shortcuts/useShortcuts.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './AppFrame.module.css'
import { Rail } from './Rail.tsx'

const ShortcutHelp = lazy(async () => ({ default: (await import('../shortcuts/ShortcutHelp.tsx')).ShortcutHelp }))

/** What stands around every page behind the sign-in. */
export function AppFrame() {
  const { t } = useTranslation()
  const session = useSession()
  const navigate = useNavigate()
  const isLost = useLiveState() === 'lost'
  const [isHelpOpen, setHelpOpen] = useState(false)
  useLive(session.user.id)
  useEffect(listenForShortcuts, [])
  useShortcuts({
    '?': () => setHelpOpen(true),
    'g i': () => void navigate({ to: '/' }),
    'g a': () => void navigate({ to: '/accounts' }),
    'g o': () => (session.user.role === 'administrator' ? void navigate({ to: '/administration/organizer' }) : false),
  })
  return (
    <div className={styles['frame']}>
      <a href="#content" className={styles['skip']}>
        {t('frame.skipToContent')}
      </a>
      <Rail onHelp={() => setHelpOpen(true)} />
      <div className={styles['column']}>
        {isLost ? (
          <div className={styles['lost']} role="status">
            <Icon of={IconPlugConnectedX} />
            {t('frame.connectionLost')}
          </div>
        ) : null}
        <div className={styles['page']}>
          <Outlet />
        </div>
      </div>
      <ComposeHost />
      {isHelpOpen ? (
        <Suspense>
          <ShortcutHelp onClose={() => setHelpOpen(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}
