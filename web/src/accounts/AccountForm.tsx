import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../api/failure.ts'
import type { CheckStep } from '../api/wire-types.ts'
import card from '../ui/Card.module.css'
import styles from './AccountForm.module.css'
import { CheckPanel } from './CheckPanel.tsx'
import { MailboxFields } from './MailboxFields.tsx'
import { OtherFields } from './OtherFields.tsx'
import { ServerFields } from './ServerFields.tsx'
import type { AccountFormModel } from './useAccountDraft.ts'

interface AccountFormProps {
  form: AccountFormModel
  submitLabel: string
  isChecking: boolean
  failure: Failure | null
  /** Of a check that was asked for by itself and passed. */
  passedSteps: readonly CheckStep[] | null
  onSubmit: () => void
  onSkipCheck: () => void
  onCancel: () => void
}

/** The form of an account with its check beside it: what was typed stays, whatever the servers say. */
export function AccountForm(props: AccountFormProps) {
  const { form, submitLabel, isChecking, failure, passedSteps, onSubmit, onSkipCheck, onCancel } = props
  const { t } = useTranslation()
  const { draft } = form
  return (
    <form
      className={styles['columns']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (form.tryToSend()) onSubmit()
      }}
    >
      <div className={styles['main']}>
        <section className={card['card']}>
          <Section name={t('accountForm.mailbox')}>
            <MailboxFields form={form} />
          </Section>
          {draft.useForSending ? (
            <Section name={t('accountForm.outgoing')} help={t('accountForm.outgoingServer')}>
              <ServerFields form={form} side="outgoing" />
            </Section>
          ) : null}
          {draft.useForReceiving ? (
            <Section name={t('accountForm.incoming')} help={t('accountForm.incomingServer')}>
              <ServerFields form={form} side="incoming" />
            </Section>
          ) : null}
          <details className={styles['details']} open={!form.isNew}>
            <summary className={styles['summary']}>{t('accountForm.other')}</summary>
            <OtherFields form={form} />
          </details>
          <footer className={styles['foot']}>
            <Button variant="subtle" onClick={onCancel}>
              {t('frame.cancel')}
            </Button>
            <Button variant="filled" type="submit" loading={isChecking}>
              {submitLabel}
            </Button>
          </footer>
        </section>
      </div>
      <CheckPanel
        form={form}
        isChecking={isChecking}
        failure={failure}
        passedSteps={passedSteps}
        onSkipCheck={onSkipCheck}
        onSubmit={onSubmit}
      />
    </form>
  )
}

function Section({ name, help, children }: { name: string; help?: string; children: ReactNode }) {
  return (
    <section className={styles['section']}>
      <h2 className={styles['sectionName']}>{name}</h2>
      {help ? <p className={styles['sectionHelp']}>{help}</p> : null}
      {children}
    </section>
  )
}
