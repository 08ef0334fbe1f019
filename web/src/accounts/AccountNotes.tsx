import { Button } from '@mantine/core'
import { IconAlertTriangle, IconArchive, IconLock, IconPlayerPause } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import { knownCode } from '../api/failure.ts'
import type { Account } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { Banner } from '../ui/Banner.tsx'
import { FailureBanner } from '../ui/FailureBanner.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import styles from './AccountNotes.module.css'
import { accountsKey } from './account-queries.ts'
import { ReceiptChoice } from './ReceiptChoice.tsx'

/** What stands in the way of an account, each with what helps. */
export function AccountNotes({ account }: { account: Account }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const formats = useFormats()
  const { rights, awaitsChoice, closedAt, locked, paused, state } = account
  const refresh = () => client.invalidateQueries({ queryKey: accountsKey })
  const cause = state === 'failed' ? (knownCode(account.errorCode) ?? 'UNEXPECTED') : null
  return (
    <div className={styles['notes']}>
      {closedAt ? (
        <Banner icon={IconArchive}>{t('accounts.closedText', { when: formats.exact(new Date(closedAt)) })}</Banner>
      ) : null}
      {locked && rights.manage ? <Unlock account={account} /> : null}
      {paused ? (
        <Banner icon={IconPlayerPause} tone="warn">
          {t('accounts.pausedText')}
        </Banner>
      ) : null}
      {cause ? (
        <Banner icon={IconAlertTriangle} tone="bad">
          <strong>{t(`errors.${cause}.cause`)}</strong> {t(`errors.${cause}.remedy`)}{' '}
          {account.nextTry
            ? t('accounts.nextTry', { when: formats.time(new Date(account.nextTry)) })
            : t('accounts.waitsForPerson')}
          {account.errorDetail ? <code className={styles['words']}>{account.errorDetail}</code> : null}
        </Banner>
      ) : null}
      {awaitsChoice && rights.manage ? <ReceiptChoice account={account} onChosen={refresh} /> : null}
    </div>
  )
}

/** The letters of a personal account stay shut until its mailbox's password is typed. */
function Unlock({ account }: { account: Account }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.accounts.unlock({ id: account.id, password }),
    onSuccess: () => client.invalidateQueries(),
  })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    mutate()
  }
  return (
    <form className={styles['unlock']} onSubmit={submit}>
      {error ? <FailureBanner failure={error} /> : null}
      <Banner icon={IconLock} tone="warn">
        {t('accounts.lockedText')}
      </Banner>
      <div className={styles['unlockFields']}>
        <PasswordField
          label={t('accountForm.currentPassword')}
          autoComplete="off"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button variant="filled" type="submit" loading={isPending} disabled={password === ''}>
          {t('accounts.unlock')}
        </Button>
      </div>
    </form>
  )
}
