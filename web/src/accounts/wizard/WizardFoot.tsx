import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { capOf } from '../../shortcuts/key-caps.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Key } from '../../ui/Key.tsx'
import type { Wizard } from './useWizard.ts'
import styles from './Wizard.module.css'

/** The ways on from each page of the wizard. */
export function WizardFoot({ wizard, onCancel }: { wizard: Wizard; onCancel: () => void }) {
  const { t } = useTranslation()
  const { step, way, search, goBack, goManual } = wizard
  const isStart = step === 'start'
  const isServersKnown = step === 'search' || (step === 'check' && way === 'automatic')
  return (
    <footer className={styles['foot']} data-bare={step === 'search' || step === 'check'}>
      {isStart ? (
        <Button variant="subtle" onClick={onCancel}>
          {t('frame.cancel')}
        </Button>
      ) : (
        <Button leftSection={<Icon of={IconArrowLeft} size={14} />} onClick={goBack}>
          {t('wizard.back')}
        </Button>
      )}
      {isServersKnown ? (
        <>
          <Button variant="subtle" onClick={goManual}>
            {t('wizard.goManual')}
          </Button>
          {search.candidates.length > 0 ? <span className={styles['note']}>{t('wizard.allFilled')}</span> : null}
        </>
      ) : null}
      <span className={styles['space']} />
      {step === 'check' || (step === 'search' && search.candidates.length === 0) ? null : (
        <>
          <Key>{capOf('ctrl+enter')}</Key>
          <Button variant="filled" type="submit" disabled={step === 'search' && !search.isReady}>
            {t(
              isStart && way === 'automatic'
                ? 'accounts.create'
                : step === 'search' || step === 'naming'
                  ? 'accountForm.submitCreate'
                  : 'wizard.next',
            )}
          </Button>
        </>
      )}
    </footer>
  )
}
