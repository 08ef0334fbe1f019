import { useTranslation } from 'react-i18next'
import { CheckCard } from './CheckCard.tsx'
import styles from './CheckPanel.module.css'
import { sidesOf, stepsIn } from './check-report.ts'
import { FailureCard } from './FailureCard.tsx'
import type { AccountFormModel } from './useAccountDraft.ts'
import type { WatchedCheck } from './useWatchedCheck.ts'

interface CheckPanelProps {
  form: AccountFormModel
  check: WatchedCheck
  onRetry: () => void
  onSkipCheck: () => void
}

/** Beside the form: first what will happen, then what the servers answer, step by step. */
export function CheckPanel({ form, check, onRetry, onSkipCheck }: CheckPanelProps) {
  const { steps, isRunning, isPassed, failure } = check
  if (!isRunning && !failure && steps.length === 0) return <Plan form={form} />
  const shown = steps.length > 0 ? steps : failure ? stepsIn(failure) : []
  return (
    <aside className={styles['panel']}>
      {failure ? (
        <FailureCard
          form={form}
          failure={failure}
          attempts={check.attempts}
          onRetry={onRetry}
          onSkipCheck={onSkipCheck}
        />
      ) : null}
      {shown.length > 0 || isRunning ? (
        <CheckCard draft={form.draft} steps={shown} isRunning={isRunning} isPassed={isPassed} />
      ) : null}
    </aside>
  )
}

function Plan({ form }: { form: AccountFormModel }) {
  const { t } = useTranslation()
  const sides = sidesOf(form.draft)
  const lines = [
    t('check.planLogin'),
    ...(sides.includes('outgoing') ? [t('check.planLetter')] : []),
    t('check.planSave'),
  ]
  return (
    <aside className={styles['plan']}>
      <h2 className={styles['title']}>{t('check.willHappen')}</h2>
      <ol>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </aside>
  )
}
