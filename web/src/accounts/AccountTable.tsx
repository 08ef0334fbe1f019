import { Link, useNavigate } from '@tanstack/react-router'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { knownCode } from '../api/failure.ts'
import type { Account } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { AccountState } from './AccountState.tsx'
import styles from './AccountsPage.module.css'

/** S25: name, sender's name and address of every account, with how it fares. */
export function AccountTable({ accounts }: { accounts: readonly Account[] }) {
  const { t } = useTranslation()
  return (
    <div className={styles['tableCard']}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('accounts.name')}</th>
            <th scope="col">{t('accounts.senderName')}</th>
            <th scope="col">{t('accounts.address')}</th>
            <th scope="col">{t('accounts.access')}</th>
            <th scope="col">{t('accounts.state')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {accounts.map((account) => (
            <AccountRow key={account.id} account={account} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What opens from a row stands elsewhere on the page, and its links and buttons speak for themselves. */
function isOnRow({ target, currentTarget }: MouseEvent): boolean {
  return target instanceof Element && currentTarget.contains(target) && target.closest('a, button') === null
}

function AccountRow({ account }: { account: Account }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { id, name, senderName, address, scope } = account
  return (
    // The link in the first cell is the way for keys; the whole row serves the pointer.
    <tr
      onClick={(event) => {
        if (isOnRow(event)) void navigate({ to: '/accounts/$accountId', params: { accountId: id } })
      }}
      onKeyDown={undefined}
    >
      <td className={styles['name']}>
        <Link to="/accounts/$accountId" params={{ accountId: id }}>
          {name}
        </Link>
      </td>
      <td>{senderName}</td>
      <td>{address}</td>
      <td className={styles['quiet']}>{t(scope === 'shared' ? 'accounts.shared' : 'accounts.personal')}</td>
      <td className={styles['state']}>
        <AccountState account={account} />
        <Trouble account={account} />
      </td>
      <td className={styles['menu']}>
        <AccountMenu account={account} />
      </td>
    </tr>
  )
}

/** What helps a failed account, when it received last, and when it tries again. */
function Trouble({ account }: { account: Account }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { state, errorCode, nextTry, lastSuccess, paused, closedAt } = account
  if (state !== 'failed' || paused || closedAt) return null
  const code = knownCode(errorCode) ?? 'UNEXPECTED'
  const facts = [
    t(`errors.${code}.remedy`),
    nextTry ? t('accounts.nextTry', { when: formats.time(new Date(nextTry)) }) : t('accounts.waitsForPerson'),
    ...(lastSuccess ? [t('accounts.lastSuccess', { when: formats.brief(new Date(lastSuccess)) })] : []),
  ]
  return <span className={styles['trouble']}>{facts.join(' ')}</span>
}
