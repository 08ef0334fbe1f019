import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import type { Account } from '../api/wire-types.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { FailureBanner } from '../ui/FailureBanner.tsx'
import { notify } from '../ui/notices.ts'
import { accountsKey } from './account-queries.ts'
import styles from './RemoveAccount.module.css'

/** Deleting an account, after a question that says what goes and what stays. */
export function RemoveAccount({ account }: { account: Account }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const [isAsking, setAsking] = useState(false)
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: () => api.accounts.remove({ id: account.id }),
    onSuccess: async () => {
      notify({ tone: 'done', text: t('accountForm.removed') })
      await navigate({ to: '/accounts' })
      client.removeQueries({ queryKey: ['interactions'] })
      await client.invalidateQueries({ queryKey: accountsKey })
    },
  })
  const close = () => {
    setAsking(false)
    reset()
  }
  return (
    <>
      <Button variant="subtle" onClick={() => setAsking(true)}>
        {t('accountForm.remove')}
      </Button>
      {isAsking ? (
        <Dialog title={t('accountForm.removeQuestion', { name: account.name })} width={460} onClose={close}>
          {error ? <FailureBanner failure={error} /> : null}
          <p>{t('accountForm.removeConsequence')}</p>
          <div className={styles['buttons']}>
            <Button variant="subtle" onClick={close} data-autofocus>
              {t('frame.cancel')}
            </Button>
            <Button className={styles['remove']} loading={isPending} onClick={() => mutate()}>
              {t('accountForm.remove')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
