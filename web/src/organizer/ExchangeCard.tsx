import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { accountsQuery } from '../accounts/account-queries.ts'
import { knownCode } from '../api/failure.ts'
import type { Account } from '../api/wire-types.ts'
import { StateDot } from '../folders/StateDot.tsx'
import { useFormats } from '../i18n/useFormats.ts'
import card from '../ui/Card.module.css'
import styles from './ExchangeCard.module.css'

/** How each account's exchange goes; the failed ones first, with their cause. */
export function ExchangeCard({ isOn }: { isOn: boolean }) {
  const { t } = useTranslation()
  const { data = [], error } = useQuery(accountsQuery)
  const sorted = data.toSorted((one, other) => Number(other.state === 'failed') - Number(one.state === 'failed'))
  return (
    <aside className={styles['health']}>
      <section className={card['card']}>
        <h2 className={styles['title']}>{t('organizer.health')}</h2>
        <h3 className={styles['group']}>{t('organizer.exchange')}</h3>
        {isOn ? null : <p className={styles['note']}>{t('organizer.exchangeOff')}</p>}
        {error && isOn ? <p className={styles['note']}>{t(`errors.${error.code}.cause`)}</p> : null}
        {isOn && !error && sorted.length === 0 ? <p className={styles['note']}>{t('organizer.noAccounts')}</p> : null}
        {isOn ? (
          <ul className={styles['list']}>
            {sorted.map((account) => (
              <ExchangeLine key={account.id} account={account} />
            ))}
          </ul>
        ) : null}
      </section>
    </aside>
  )
}

function ExchangeLine({ account }: { account: Account }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { id, name, state, lastSuccess } = account
  const cause = state === 'failed' ? knownCode(account.errorCode) : null
  return (
    <li className={styles['line']}>
      <StateDot state={state} />
      <span className={styles['words']}>
        <Link to="/accounts/$accountId" params={{ accountId: id }} className={styles['name']}>
          {name}
        </Link>
        {cause ? <span className={styles['cause']}>{t(`errors.${cause}.cause`)}</span> : null}
      </span>
      {lastSuccess ? <time dateTime={lastSuccess}>{formats.brief(new Date(lastSuccess))}</time> : null}
    </li>
  )
}
