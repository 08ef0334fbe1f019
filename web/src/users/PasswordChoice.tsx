import { Button, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { makePassword } from './new-password.ts'
import styles from './UserRow.module.css'

interface PasswordChoiceProps {
  value: string
  onChange: (password: string) => void
}

/** A password for somebody else: in sight, because it is handed on, and made up by a button. */
export function PasswordChoice({ value, onChange }: PasswordChoiceProps) {
  const { t } = useTranslation()
  return (
    <>
      <div className={styles['secret']}>
        <TextInput
          label={t('users.password')}
          autoComplete="off"
          spellCheck={false}
          required
          minLength={10}
          maxLength={1024}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <Button onClick={() => onChange(makePassword())}>{t('users.makePassword')}</Button>
      </div>
      <p className={styles['help']}>{t('users.passwordHelp')}</p>
    </>
  )
}
