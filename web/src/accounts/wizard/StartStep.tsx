import { useTranslation } from 'react-i18next'
import styles from '../AccountForm.module.css'
import { Choice } from '../Choice.tsx'
import { MailboxFields } from '../MailboxFields.tsx'
import type { AccountFormModel } from '../useAccountDraft.ts'
import type { Way } from './wizard-steps.ts'

interface StartStepProps {
  form: AccountFormModel
  way: Way
  onWay: (way: Way) => void
}

/** S13, S14: address, password, uses, the sender's name, and how the servers become known. */
export function StartStep({ form, way, onWay }: StartStepProps) {
  const { t } = useTranslation()
  return (
    <MailboxFields form={form}>
      <fieldset className={styles['group']}>
        <legend className={styles['unseen']}>{t('wizard.way')}</legend>
        {(['automatic', 'manual'] as const).map((one) => (
          <Choice
            key={one}
            group="way"
            checked={way === one}
            onChoose={() => onWay(one)}
            label={t(`wizard.way_${one}`)}
          />
        ))}
      </fieldset>
    </MailboxFields>
  )
}
