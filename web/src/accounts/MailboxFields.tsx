import { TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session-query.ts'
import { Check } from '../ui/Check.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { Segments } from '../ui/Segments.tsx'
import styles from './AccountForm.module.css'
import type { AccountFormModel } from './useAccountDraft.ts'

/** Address, password, uses and the sender's name: what everybody fills in. */
export function MailboxFields({ form, children }: { form: AccountFormModel; children?: ReactNode }) {
  const { t } = useTranslation()
  const { draft, problems, isNew, change, changeAddress } = form
  const problem = (name: 'address' | 'password') => {
    const found = problems[name]
    return found ? t(`accountForm.${found}`) : undefined
  }
  return (
    <div className={styles['fields']}>
      <TextInput
        label={t('accountForm.address')}
        type="text"
        inputMode="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={isNew}
        placeholder={t('accountForm.addressExample')}
        maxLength={320}
        value={draft.address}
        error={problem('address')}
        onChange={(event) => changeAddress(event.currentTarget.value)}
      />
      <PasswordField
        label={t('accountForm.password')}
        description={t(draft.system ? 'accountForm.passwordSystem' : 'accountForm.passwordHelp')}
        autoComplete="new-password"
        placeholder={isNew ? undefined : t('accountForm.passwordKept')}
        maxLength={1024}
        value={draft.password}
        error={problem('password')}
        onChange={(event) => change({ password: event.currentTarget.value })}
      />
      <UseFields form={form} />
      <TextInput
        label={t('accountForm.senderName')}
        description={t('accountForm.senderNameHelp')}
        autoComplete="off"
        maxLength={200}
        value={draft.senderName}
        onChange={(event) => change({ senderName: event.currentTarget.value })}
      />
      <ScopeField form={form} />
      {children}
    </div>
  )
}

function UseFields({ form }: { form: AccountFormModel }) {
  const { t } = useTranslation()
  const { draft, problems, change } = form
  return (
    <fieldset className={styles['group']}>
      <legend>{t('accountForm.uses')}</legend>
      <div className={styles['checks']}>
        <Check
          checked={draft.useForSending}
          disabled={draft.system}
          onChange={(useForSending) => change({ useForSending })}
          label={t('accountForm.useForSending')}
        />
        <Check
          checked={draft.useForReceiving}
          onChange={(useForReceiving) => change({ useForReceiving })}
          label={t('accountForm.useForReceiving')}
        />
      </div>
      {problems.uses ? <p className={styles['error']}>{t(`accountForm.${problems.uses}`)}</p> : null}
    </fieldset>
  )
}

/** Only an administrator makes shared accounts; the system account is always one. */
function ScopeField({ form }: { form: AccountFormModel }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const { draft, isNew, change } = form
  if (!isNew || user.role !== 'administrator' || draft.system) return null
  return (
    <div>
      <Segments
        name="scope"
        label={t('accountForm.scope')}
        value={draft.scope}
        choices={[
          { value: 'shared', word: t('accountForm.shared') },
          { value: 'personal', word: t('accountForm.personal') },
        ]}
        onChange={(scope) => change({ scope })}
      />
      <p className={styles['help']}>
        {t(draft.scope === 'shared' ? 'accountForm.sharedHelp' : 'accountForm.personalHelp')}
      </p>
    </div>
  )
}
