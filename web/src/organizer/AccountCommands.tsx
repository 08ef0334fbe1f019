import { IconChevronRight, IconMail, IconServer } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { accountsQuery } from '../accounts/account-queries.ts'
import card from '../ui/Card.module.css'
import { Icon } from '../ui/Icon.tsx'
import styles from './AccountCommands.module.css'

/** The two account commands, grey while the master switch is off. */
export function AccountCommands({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      <h2 className={card['groupName']}>{t('organizer.accountsAndSending')}</h2>
      <section className={card['card']}>
        <SystemCommand isOn={isOn} />
        <ListCommand isOn={isOn} />
      </section>
    </>
  )
}

/** «Настройка системной учетной записи электронной почты» */
function SystemCommand({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation()
  const { data } = useQuery({ ...accountsQuery, enabled: isOn })
  const system = data?.find((account) => account.system)
  const help = system ? t('organizer.systemHelp', { address: system.address }) : t('organizer.systemMissing')
  const words = (
    <>
      <Icon of={IconServer} size={18} className={styles['icon']} />
      <span className={card['words']}>
        <span className={card['name']}>{t('organizer.systemCommand')}</span>
        <span className={styles['help']}>{isOn ? help : t('organizer.accountsOff')}</span>
      </span>
    </>
  )
  if (!isOn) return <Off>{words}</Off>
  const isWell = system?.checked === true && system.state !== 'failed'
  const tag = (
    <>
      {data === undefined ? null : (
        <span className={card['tag']} data-tone={system === undefined ? 'accent' : isWell ? 'ok' : 'bad'}>
          {t(
            system === undefined
              ? 'organizer.systemUnset'
              : isWell
                ? 'organizer.systemChecked'
                : system.checked
                  ? 'organizer.systemFailed'
                  : 'accounts.unchecked',
          )}
        </span>
      )}
      <Icon of={IconChevronRight} size={14} className={styles['icon']} />
    </>
  )
  return system ? (
    <Link to="/accounts/$accountId" params={{ accountId: system.id }} className={styles['command']}>
      {words}
      {tag}
    </Link>
  ) : (
    <Link to="/accounts/new" search={{ system: true }} className={styles['command']}>
      {words}
      {tag}
    </Link>
  )
}

/** «Учетные записи электронной почты» */
function ListCommand({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation()
  const { data } = useQuery({ ...accountsQuery, enabled: isOn })
  const failed = data?.filter(({ state }) => state === 'failed').length ?? 0
  const shared = data?.filter(({ scope }) => scope === 'shared').length ?? 0
  const personal = (data?.length ?? 0) - shared
  const counts = [
    shared > 0 ? t('organizer.accountsShared', { count: shared }) : '',
    personal > 0 ? t('organizer.accountsPersonal', { count: personal }) : '',
  ].filter((text) => text !== '')
  const words = (
    <>
      <Icon of={IconMail} size={18} className={styles['icon']} />
      <span className={card['words']}>
        <span className={card['name']}>{t('accounts.title')}</span>
        <span className={styles['help']}>
          {isOn ? counts.join(', ') || t('organizer.accountsNone') : t('organizer.accountsOff')}
        </span>
      </span>
    </>
  )
  if (!isOn) return <Off>{words}</Off>
  return (
    <Link to="/accounts" className={styles['command']}>
      {words}
      {failed > 0 ? (
        <span className={card['tag']} data-tone="bad">
          {t('organizer.accountsFailed', { count: failed })}
        </span>
      ) : null}
      <Icon of={IconChevronRight} size={14} className={styles['icon']} />
    </Link>
  )
}

function Off({ children }: { children: ReactNode }) {
  return (
    <div className={styles['command']} aria-disabled="true">
      {children}
    </div>
  )
}
