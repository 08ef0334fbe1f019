import { IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'
import { Unseen } from '../../ui/Unseen.tsx'
import styles from './Wizard.module.css'
import type { WizardStep } from './wizard-steps.ts'

/** Where one is in the wizard. */
export function StepTrail({ steps, now }: { steps: readonly WizardStep[]; now: WizardStep }) {
  const { t } = useTranslation()
  const at = steps.indexOf(now)
  return (
    <ol className={styles['trail']}>
      {steps.map((step, index) => (
        <li
          key={step}
          data-state={index < at ? 'done' : index === at ? 'now' : 'ahead'}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className={styles['number']}>
            {index < at ? <Icon of={IconCheck} size={12} /> : <span aria-hidden="true">{index + 1}</span>}
          </span>
          <span className={styles['trailWord']}>{t(`wizard.step_${step}`)}</span>
          {index < at ? <Unseen>{t('wizard.done')}</Unseen> : null}
        </li>
      ))}
    </ol>
  )
}
