import '../theme/mantine-forms.css'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import { languageNames } from '../app-frame/language-names.ts'
import { currentLanguage, switchLanguage } from '../i18n/i18n.ts'
import { languages } from '../i18n/language.ts'
import styles from '../session/EntryPage.module.css'
import { EntryPage } from '../session/EntryPage.tsx'
import { sessionQuery } from '../session/session-query.ts'
import { FailureBanner } from '../ui/FailureBanner.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { Segments } from '../ui/Segments.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { setupQuery } from './setup-query.ts'

const empty = { organization: '', name: '', email: '', password: '', code: '' }

/** The first-run page: makes the administrator, switches the mail client on, and leads to the first mailbox. */
export function SetupPage() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { data: state } = useQuery(setupQuery)
  const [fields, setFields] = useState(empty)
  const language = currentLanguage()
  usePageTitle(t('setup.title'))
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => {
      const { code, ...rest } = fields
      return api.setup.complete({ ...rest, language, ...(state?.codeRequired ? { code: code.trim() } : {}) })
    },
    onSuccess: (session) => {
      client.clear()
      client.setQueryData(sessionQuery.queryKey, session)
      void navigate({ to: '/accounts/new', replace: true })
    },
  })
  const field = (name: keyof typeof empty) => ({
    name,
    value: fields[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget
      setFields((old) => ({ ...old, [name]: value }))
    },
  })
  return (
    <EntryPage title={t('setup.title')} lead={t('setup.lead')} withLanguage={false}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          mutate()
        }}
      >
        {error ? <FailureBanner failure={error} /> : null}
        <Segments
          name="language"
          label={t('setup.language')}
          isLabelHidden
          value={language}
          choices={languages.map((value) => ({ value, word: languageNames[value] }))}
          onChange={(chosen) => void switchLanguage(chosen)}
        />
        {state?.codeRequired ? (
          <TextInput
            label={t('setup.code')}
            description={t('setup.codeHelp')}
            autoComplete="one-time-code"
            required
            {...field('code')}
          />
        ) : null}
        <TextInput
          label={t('setup.organization')}
          description={t('setup.organizationHelp')}
          autoComplete="organization"
          maxLength={200}
          autoFocus
          {...field('organization')}
        />
        <TextInput label={t('setup.name')} autoComplete="name" maxLength={200} required {...field('name')} />
        <TextInput label={t('setup.email')} type="email" autoComplete="username" required {...field('email')} />
        <PasswordField
          label={t('setup.password')}
          description={t('setup.passwordHelp')}
          autoComplete="new-password"
          required
          minLength={10}
          {...field('password')}
        />
        <Button variant="filled" type="submit" loading={isPending} fullWidth>
          {t('setup.submit')}
        </Button>
        <p className={styles['note']}>{t('setup.after')}</p>
      </form>
    </EntryPage>
  )
}
