import { TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Check } from '../ui/Check.tsx'
import styles from './AccountForm.module.css'
import type { AccountFormModel } from './useAccountDraft.ts'

/** What stays on the server after receipt: POP3's to choose; over IMAP everything stays. */
export function CopiesFields({ form }: { form: AccountFormModel }) {
  const { t } = useTranslation()
  const { problems, changeServer } = form
  const { protocol, keepCopies, deletesLater, deleteAfterDays } = form.draft.incoming
  const isImap = protocol === 'imap'
  const daysId = useId()
  const problem = problems['incoming.deleteAfterDays']
  return (
    <div>
      <Check
        checked={isImap || keepCopies}
        disabled={isImap}
        onChange={(wanted) => changeServer('incoming', { keepCopies: wanted })}
        label={t('accountForm.keepCopies')}
        {...(isImap ? {} : { help: t(keepCopies ? 'accountForm.keepCopiesOn' : 'accountForm.keepCopiesOff') })}
      />
      <div className={styles['days']}>
        <Check
          checked={!isImap && keepCopies && deletesLater}
          disabled={isImap || !keepCopies}
          onChange={(wanted) => changeServer('incoming', { deletesLater: wanted })}
          label={<span id={daysId}>{t('accountForm.deleteAfter')}</span>}
        />
        <TextInput
          className={styles['daysField']}
          aria-labelledby={daysId}
          inputMode="numeric"
          maxLength={4}
          disabled={isImap || !keepCopies || !deletesLater}
          value={deleteAfterDays}
          error={problem ? t(`accountForm.${problem}`) : undefined}
          onChange={(event) => changeServer('incoming', { deleteAfterDays: event.currentTarget.value })}
        />
        <span>{t('accountForm.days')}</span>
      </div>
      {isImap ? <p className={styles['help']}>{t('accountForm.imapKeeps')}</p> : null}
    </div>
  )
}
