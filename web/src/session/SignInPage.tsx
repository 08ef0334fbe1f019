import '../theme/mantine-forms.css'
import { Button, TextInput } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import { setupQuery } from '../setup/setup-query.ts'
import { Banner } from '../ui/Banner.tsx'
import { FailureBanner } from '../ui/FailureBanner.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import styles from './EntryPage.module.css'
import { EntryPage } from './EntryPage.tsx'
import { safePlace } from './keep-place.ts'
import { sessionQuery } from './session-query.ts'

export function SignInPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const router = useRouter()
  const navigate = useNavigate()
  usePageTitle(t('session.title'))
  const { next, ended } = useSearch({ from: '/sign-in' })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  useEffect(() => {
    // Whoever types this address into a program that nobody has set up yet lands where it begins.
    void client.query(setupQuery).then(
      ({ needed }) => {
        if (needed) void navigate({ to: '/setup' })
      },
      () => {},
    )
  }, [client, navigate])
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.sessions.signIn({ email: email.trim(), password }),
    onSuccess: (session) => {
      client.clear()
      client.setQueryData(sessionQuery.queryKey, session)
      router.history.replace(safePlace(next))
    },
  })
  return (
    <EntryPage title={t('session.title')} lead={t('session.lead')}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          mutate()
        }}
      >
        {error ? <FailureBanner failure={error} /> : null}
        {ended && !error ? <Banner icon={IconInfoCircle}>{t('session.ended')}</Banner> : null}
        <TextInput
          label={t('session.email')}
          type="email"
          name="email"
          autoComplete="username"
          autoFocus
          required
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordField
          label={t('session.password')}
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button variant="filled" type="submit" loading={isPending} fullWidth>
          {t('session.submit')}
        </Button>
      </form>
    </EntryPage>
  )
}
