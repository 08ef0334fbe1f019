import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSession } from '../session/session-query.ts'
import { Check } from '../ui/Check.tsx'
import styles from './AccountForm.module.css'
import { ReaderFields } from './ReaderFields.tsx'
import type { AccountFormModel } from './useAccountDraft.ts'

/** «Прочие настройки» */
export function OtherFields({ form }: { form: AccountFormModel }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const { draft, problems, change } = form
  return (
    <div className={styles['fields']}>
      <div className={styles['pair']}>
        <TextInput
          label={t('accountForm.accountName')}
          description={t('accountForm.accountNameHelp')}
          data-autofocus
          maxLength={200}
          placeholder={draft.address}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('accountForm.timeout')}
          inputMode="numeric"
          maxLength={3}
          value={draft.timeoutSeconds}
          error={problems.timeoutSeconds ? t(`accountForm.${problems.timeoutSeconds}`) : undefined}
          onChange={(event) => change({ timeoutSeconds: event.currentTarget.value })}
        />
      </div>
      <Textarea
        label={t('accountForm.aliases')}
        description={t('accountForm.aliasesHelp')}
        rows={2}
        spellCheck={false}
        value={draft.aliases}
        onChange={(event) => change({ aliases: event.currentTarget.value })}
      />
      <Check
        checked={draft.loadSelfAddressed}
        onChange={(loadSelfAddressed) => change({ loadSelfAddressed })}
        label={t('accountForm.loadSelfAddressed')}
        help={t('accountForm.loadSelfAddressedHelp')}
      />
      {draft.scope === 'shared' && user.role === 'administrator' ? (
        <Check
          checked={draft.system}
          disabled={!draft.useForSending}
          onChange={(system) => change({ system })}
          label={t('accountForm.system')}
          help={t('accountForm.systemHelp')}
        />
      ) : null}
      {draft.scope === 'shared' && user.role === 'administrator' ? <ReaderFields form={form} /> : null}
    </div>
  )
}
