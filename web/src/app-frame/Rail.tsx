import { IconInbox, IconMailCog, IconSearch, IconSettings } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useUnreviewedTotal } from '../accounts/useAccountFolders.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { useSession } from '../session/session-query.ts'
import { tipKeys } from '../shortcuts/key-caps.ts'
import { Icon } from '../ui/Icon.tsx'
import { Logo } from '../ui/Logo.tsx'
import { Tip } from '../ui/Tip.tsx'
import { Unseen } from '../ui/Unseen.tsx'
import { LanguageSwitch } from './LanguageSwitch.tsx'
import styles from './Rail.module.css'
import { ThemeMenu } from './ThemeMenu.tsx'
import { UserMenu } from './UserMenu.tsx'

/** The way between pages; a bar at the lower edge on a narrow screen. */
export function Rail({ onHelp, onPalette }: { onHelp: () => void; onPalette: () => void }) {
  const { t } = useTranslation()
  const { user, otherInteractions } = useSession()
  const { pathname } = useLocation()
  const homeName = t(otherInteractions ? 'frame.homeAll' : 'frame.home')
  const isAdministrator = user.role === 'administrator'
  const settingsName = t(isAdministrator ? 'frame.administration' : 'frame.accounts')
  const isHome = pathname === '/'
  return (
    <nav className={styles['rail']} aria-label={t('frame.navigation')}>
      <span className={styles['logo']}>
        <Logo />
      </span>
      <Tip label={homeName} keys={tipKeys('home')} position="right">
        <Link to="/" className={styles['item']} data-active={isHome} aria-current={isHome ? 'page' : undefined}>
          <Icon of={IconInbox} size={18} />
          <Unseen>{homeName}</Unseen>
          <span className={styles['word']}>{t('frame.tabHome')}</span>
          <UnreviewedBadge />
        </Link>
      </Tip>
      <Tip label={settingsName} keys={tipKeys(isAdministrator ? 'administration' : 'accounts')} position="right">
        <Link
          to={isAdministrator ? '/administration/organizer' : '/accounts'}
          className={styles['item']}
          data-active={!isHome}
          aria-current={isHome ? undefined : 'page'}
        >
          <Icon of={isAdministrator ? IconSettings : IconMailCog} size={18} />
          <Unseen>{settingsName}</Unseen>
          <span className={styles['word']}>{t('frame.tabSettings')}</span>
        </Link>
      </Tip>
      <Tip label={t('shortcuts.palette')} keys={tipKeys('palette')} position="right">
        <button type="button" className={styles['item']} onClick={onPalette}>
          <Icon of={IconSearch} size={18} />
          <Unseen>{t('shortcuts.palette')}</Unseen>
          <span className={styles['word']} aria-hidden="true">
            {t('frame.tabFind')}
          </span>
        </button>
      </Tip>
      <span className={styles['space']} />
      <ThemeMenu />
      <LanguageSwitch />
      <UserMenu onHelp={onHelp} />
    </nav>
  )
}

function UnreviewedBadge() {
  const { t } = useTranslation()
  const formats = useFormats()
  const total = useUnreviewedTotal()
  if (total === 0) return null
  return (
    <span className={styles['badge']} title={t('list.toReview', { count: total })}>
      {total > 999 ? '999+' : formats.count(total)}
    </span>
  )
}
