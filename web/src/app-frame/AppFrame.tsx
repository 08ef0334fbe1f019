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

const Palette = lazy(async () => ({ default: (await import('../palette/Palette.tsx')).Palette }))
const ShortcutHelp = lazy(async () => ({ default: (await import('../shortcuts/ShortcutHelp.tsx')).ShortcutHelp }))

/** What stands around every page behind the sign-in. */
export function AppFrame() {
  const { t } = useTranslation()
  const session = useSession()
  const navigate = useNavigate()
  const isLost = useLiveState() === 'lost'
  const [over, setOver] = useState<'help' | 'palette' | null>(null)
  // A command of the palette may have opened the other one meanwhile.
  const close = (one: 'help' | 'palette') => setOver((now) => (now === one ? null : now))
  const help = () => setOver('help')
  const palette = () => setOver('palette')
  const isAdministrator = session.user.role === 'administrator'
  useLive(session.user.id)
  useEffect(listenForShortcuts, [])
  useShortcuts({
    '?': help,
    'ctrl+k': palette,
    'g i': () => void navigate({ to: '/' }),
    'g a': () => void navigate({ to: '/accounts' }),
    'g u': isAdministrator ? () => void navigate({ to: '/administration/users' }) : null,
    'g o': isAdministrator ? () => void navigate({ to: '/administration/organizer' }) : null,
  })
  return (
    <div className={styles['frame']}>
      <a href="#content" className={styles['skip']}>
        {t('frame.skipToContent')}
      </a>
      <Rail onHelp={help} onPalette={palette} />
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
      <Suspense>{over === 'help' ? <ShortcutHelp onClose={() => close('help')} /> : null}</Suspense>
      <Suspense>{over === 'palette' ? <Palette onClose={() => close('palette')} /> : null}</Suspense>
    </div>
  )
}
