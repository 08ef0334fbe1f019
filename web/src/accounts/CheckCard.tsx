import { Loader } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CheckStep } from '../api/wire-types.ts'
import card from '../ui/Card.module.css'
import { Icon } from '../ui/Icon.tsx'
import type { AccountDraft } from './account-draft.ts'
import styles from './CheckPanel.module.css'
import { CheckSteps } from './CheckSteps.tsx'
import { sidesOf } from './check-report.ts'

interface CheckCardProps {
  draft: AccountDraft
  steps: readonly CheckStep[]
  isRunning: boolean
  isPassed: boolean
}

/** Both servers, step by step, while they are asked and after. */
export function CheckCard({ draft, steps, isRunning, isPassed }: CheckCardProps) {
  const { t } = useTranslation()
  return (
    <section className={card['card']} aria-busy={isRunning}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('check.title')}</h2>
        <span role="status">
          {isRunning ? (
            <span className={styles['running']}>
              <Loader size={12} color="var(--accent-mark)" />
              {t('check.running')}
            </span>
          ) : null}
          {isPassed ? (
            <span className={styles['passed']}>
              <Icon of={IconCircleCheck} size={14} />
              {t('check.passed')}
            </span>
          ) : null}
        </span>
      </header>
      <div className={styles['sides']}>
        {sidesOf(draft).map((side) => (
          <CheckSteps key={side} side={side} draft={draft} steps={steps} isRunning={isRunning} />
        ))}
      </div>
    </section>
  )
}
