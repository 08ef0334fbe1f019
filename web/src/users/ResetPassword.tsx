import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { FailureBanner } from '../ui/FailureBanner.tsx'
import { notify } from '../ui/notices.ts'
import { PasswordChoice } from './PasswordChoice.tsx'
import styles from './UserRow.module.css'
import type { User } from './user-types.ts'

/** A new password for somebody who has lost his. */
export function ResetPassword({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.users.update({ id: user.id, password }),
    onSuccess: () => {
      notify({ tone: 'done', text: t('users.passwordChanged', { name: user.name }) })
      onClose()
    },
  })
  return (
    <Dialog title={t('users.passwordOf', { name: user.name })} width={460} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          mutate()
        }}
      >
        {error ? <FailureBanner failure={error} /> : null}
        <p>{t('users.passwordConsequence')}</p>
        <PasswordChoice value={password} onChange={setPassword} />
        <div className={styles['buttons']}>
          <Button variant="subtle" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button variant="filled" type="submit" loading={isPending}>
            {t('users.setPassword')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
