import { IconChevronRight, IconMail } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { accountsQuery } from '../accounts/account-queries.ts'
import card from '../ui/Card.module.css'
import { Icon } from '../ui/Icon.tsx'
import styles from './AccountCommands.module.css'

/** «Учетные записи электронной почты», grey while the master switch is off. */
export function AccountCommands({ isOn }: { isOn: boolean }) {
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
  return (
    <>
      <h2 className={card['groupName']}>{t('organizer.accountsAndSending')}</h2>
      <section className={card['card']}>
        {isOn ? (
          <Link to="/accounts" className={styles['command']}>
            {words}
            {failed > 0 ? (
              <span className={card['tag']} data-tone="bad">
                {t('organizer.accountsFailed', { count: failed })}
              </span>
            ) : null}
            <Icon of={IconChevronRight} size={14} className={styles['icon']} />
          </Link>
        ) : (
          <div className={styles['command']} aria-disabled="true">
            {words}
          </div>
        )}
      </section>
    </>
  )
}
