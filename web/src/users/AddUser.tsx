import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import { languageNames } from '../app-frame/language-names.ts'
import { currentLanguage } from '../i18n/i18n.ts'
import { languages } from '../i18n/language.ts'
import { ChoiceField } from '../ui/ChoiceField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { FailureBanner } from '../ui/FailureBanner.tsx'
import { notify } from '../ui/notices.ts'
import { PasswordChoice } from './PasswordChoice.tsx'
import styles from './UserRow.module.css'
import { usersKey } from './users-query.ts'

/** What is typed stays, whatever the server says. */
export function AddUser({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [user, setUser] = useState({ name: '', email: '', password: '', role: 'user', language: currentLanguage() })
  const change = (part: Partial<typeof user>) => setUser((old) => ({ ...old, ...part }))
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      api.users.create({
        ...user,
        name: user.name.trim(),
        email: user.email.trim(),
        role: user.role === 'administrator' ? 'administrator' : 'user',
      }),
    onSuccess: async ({ name }) => {
      notify({ tone: 'done', text: t('users.added', { name }) })
      onClose()
      await client.invalidateQueries({ queryKey: usersKey })
    },
  })
  return (
    <Dialog title={t('users.addTitle')} width={460} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          mutate()
        }}
      >
        {error ? <FailureBanner failure={error} /> : null}
        <TextInput
          label={t('users.name')}
          required
          maxLength={200}
          data-autofocus
          value={user.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('users.email')}
          type="email"
          required
          maxLength={320}
          value={user.email}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <PasswordChoice value={user.password} onChange={(password) => change({ password })} />
        <ChoiceField
          label={t('users.role')}
          value={user.role}
          onChange={(event) => change({ role: event.currentTarget.value })}
          data={[
            { value: 'user', label: t('frame.ordinaryUser') },
            { value: 'administrator', label: t('frame.administrator') },
          ]}
        />
        <ChoiceField
          label={t('frame.language')}
          value={user.language}
          onChange={(event) => change({ language: event.currentTarget.value === 'ru' ? 'ru' : 'en' })}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <div className={styles['buttons']}>
          <Button variant="subtle" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button variant="filled" type="submit" loading={isPending}>
            {t('users.add')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
