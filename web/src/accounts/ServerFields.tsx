import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Check } from '../ui/Check.tsx'
import { ChoiceField } from '../ui/ChoiceField.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import styles from './AccountForm.module.css'
import type { Security, Side } from './account-draft.ts'
import type { AccountFormModel } from './useAccountDraft.ts'

const securities: readonly Security[] = ['tls', 'starttls', 'none']

function isSecurity(text: string): text is Security {
  return securities.some((security) => security === text)
}

/** One server: where it is, how the connection is protected, who logs in. */
export function ServerFields({ form, side }: { form: AccountFormModel; side: Side }) {
  const { t } = useTranslation()
  const { problems, changeServer, changeSecurity } = form
  const server = form.draft[side]
  const problem = (name: 'host' | 'port') => {
    const found = problems[`${side}.${name}`]
    return found ? t(`accountForm.${found}`) : undefined
  }
  return (
    <div className={styles['fields']}>
      <div className={styles['server']}>
        <TextInput
          label={t('accountForm.host')}
          autoComplete="off"
          spellCheck={false}
          maxLength={253}
          value={server.host}
          error={problem('host')}
          onChange={(event) => changeServer(side, { host: event.currentTarget.value })}
        />
        <TextInput
          label={t('accountForm.port')}
          inputMode="numeric"
          maxLength={5}
          value={server.port}
          error={problem('port')}
          onChange={(event) => changeServer(side, { port: event.currentTarget.value })}
        />
        <ChoiceField
          label={t('accountForm.security')}
          value={server.security}
          onChange={(event) => {
            const { value } = event.currentTarget
            if (isSecurity(value)) changeSecurity(side, value)
          }}
          data={securities.map((value) => ({ value, label: t(`accountForm.${value}`) }))}
        />
      </div>
      <LoginFields form={form} side={side} />
      <ServerChoices form={form} side={side} />
    </div>
  )
}

function LoginFields({ form, side }: { form: AccountFormModel; side: Side }) {
  const { t } = useTranslation()
  const { problems, isNew, changeServer } = form
  const server = form.draft[side]
  const userProblem = problems[`${side}.user`]
  return (
    <div className={styles['pair']}>
      <TextInput
        label={t('accountForm.user')}
        description={t('accountForm.userHelp')}
        autoComplete="off"
        spellCheck={false}
        maxLength={320}
        value={server.user}
        error={userProblem ? t(`accountForm.${userProblem}`) : undefined}
        onChange={(event) => changeServer(side, { user: event.currentTarget.value })}
      />
      <PasswordField
        label={t('accountForm.ownPassword')}
        description={t('accountForm.ownPasswordHelp')}
        autoComplete="new-password"
        placeholder={isNew ? undefined : t('accountForm.passwordKept')}
        maxLength={1024}
        value={server.password}
        onChange={(event) => changeServer(side, { password: event.currentTarget.value })}
      />
    </div>
  )
}

function ServerChoices({ form, side }: { form: AccountFormModel; side: Side }) {
  const { t } = useTranslation()
  const { changeServer } = form
  const { secureAuth, receiveFirst } = form.draft[side]
  return (
    <>
      <Check
        checked={secureAuth}
        onChange={(wanted) => changeServer(side, { secureAuth: wanted })}
        label={t('accountForm.secureAuth')}
        help={t('accountForm.secureAuthHelp')}
      />
      {side === 'outgoing' ? (
        <Check
          checked={receiveFirst}
          onChange={(wanted) => changeServer(side, { receiveFirst: wanted })}
          label={t('accountForm.receiveFirst')}
        />
      ) : (
        <p className={styles['help']}>{t('accountForm.imapKeeps')}</p>
      )}
    </>
  )
}
