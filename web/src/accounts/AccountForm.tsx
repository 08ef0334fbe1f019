import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import card from '../ui/Card.module.css'
import { PasswordField } from '../ui/PasswordField.tsx'
import styles from './AccountForm.module.css'
import type { Side } from './account-draft.ts'
import { CheckPanel } from './CheckPanel.tsx'
import { FormTabs } from './FormTabs.tsx'
import { MailboxFields } from './MailboxFields.tsx'
import { OtherFields } from './OtherFields.tsx'
import { ServerFields } from './ServerFields.tsx'
import type { AccountFormModel } from './useAccountDraft.ts'
import type { WatchedCheck } from './useWatchedCheck.ts'

interface AccountFormProps {
  form: AccountFormModel
  check: WatchedCheck
  isPersonal: boolean
  onSubmit: () => void
  onSkipCheck: () => void
  onCancel: () => void
}

/** S18: the form of an account with its three tabs, and its check beside it: what was typed stays, whatever the servers say. */
export function AccountForm({ form, check, isPersonal, onSubmit, onSkipCheck, onCancel }: AccountFormProps) {
  const { t } = useTranslation()
  const { draft, problems } = form
  const isWrong = (side: Side) => Object.keys(problems).some((field) => field.startsWith(`${side}.`))
  const server = (side: Side, isUsed: boolean) =>
    isUsed ? (
      <ServerFields form={form} side={side} />
    ) : (
      <p className={styles['unused']}>{t(`accountForm.unused_${side}`)}</p>
    )
  return (
    <form
      className={styles['columns']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (form.tryToSend()) onSubmit()
      }}
    >
      <section className={card['card']}>
        <div className={styles['section']}>
          <MailboxFields form={form}>
            {isPersonal ? (
              <PasswordField
                label={t('accountForm.currentPassword')}
                description={t('accountForm.currentPasswordHelp')}
                autoComplete="off"
                maxLength={1024}
                value={draft.currentPassword}
                onChange={(event) => form.change({ currentPassword: event.currentTarget.value })}
              />
            ) : null}
          </MailboxFields>
        </div>
        <FormTabs
          label={t('accountForm.tabs')}
          tabs={[
            {
              name: t('accountForm.outgoing'),
              content: server('outgoing', draft.useForSending),
              isWrong: isWrong('outgoing'),
            },
            {
              name: t('accountForm.incoming'),
              content: server('incoming', draft.useForReceiving),
              isWrong: isWrong('incoming'),
            },
            {
              name: t('accountForm.other'),
              content: <OtherFields form={form} />,
              isWrong: problems.timeoutSeconds !== undefined,
            },
          ]}
        />
        <footer className={styles['foot']}>
          <Button variant="subtle" onClick={onCancel}>
            {t('frame.cancel')}
          </Button>
          <Button variant="filled" type="submit" loading={check.isRunning}>
            {t('accountForm.submitSave')}
          </Button>
        </footer>
      </section>
      <CheckPanel form={form} check={check} onRetry={onSubmit} onSkipCheck={onSkipCheck} />
    </form>
  )
}
