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
import { Choice } from './Choice.tsx'
import styles from './RemoveAccount.module.css'

/** Deleting an account, after a question what becomes of its letters. */
export function RemoveAccount({ account }: { account: Account }) {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button variant="subtle" onClick={() => setAsking(true)}>
        {t('accountForm.removeAsk')}
      </Button>
      {isAsking ? <RemoveDialog account={account} onClose={() => setAsking(false)} /> : null}
    </>
  )
}

export function RemoveDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const isClosed = account.closedAt !== null
  const [letters, setLetters] = useState<'keep' | 'delete'>(isClosed ? 'delete' : 'keep')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.accounts.remove({ id: account.id, letters }),
    onSuccess: async () => {
      notify({ tone: 'done', text: t(letters === 'keep' ? 'accountForm.closed' : 'accountForm.removed') })
      onClose()
      await navigate({ to: '/accounts' })
      client.removeQueries({ queryKey: ['interactions'] })
      await client.invalidateQueries({ queryKey: accountsKey })
    },
  })
  return (
    <Dialog title={t('accountForm.removeQuestion', { name: account.name })} width={480} onClose={onClose}>
      {error ? <FailureBanner failure={error} /> : null}
      {isClosed ? null : (
        <fieldset className={styles['choices']}>
          <legend>{t('accountForm.removeLetters')}</legend>
          {(['keep', 'delete'] as const).map((one) => (
            <Choice
              key={one}
              group="letters"
              checked={letters === one}
              onChoose={() => setLetters(one)}
              label={t(`accountForm.letters_${one}`)}
              help={t(`accountForm.letters_${one}Help`)}
            />
          ))}
        </fieldset>
      )}
      <p>{t(letters === 'keep' ? 'accountForm.serverKeeps' : 'accountForm.removeConsequence')}</p>
      <div className={styles['buttons']}>
        <Button variant="subtle" onClick={onClose} data-autofocus>
          {t('frame.cancel')}
        </Button>
        <Button className={styles['remove']} loading={isPending} onClick={() => mutate()}>
          {t(letters === 'keep' ? 'accountForm.close' : 'accountForm.remove')}
        </Button>
      </div>
    </Dialog>
  )
}
