import { Button, Loader } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../api/failure.ts'
import type { CheckStep } from '../api/wire-types.ts'
import { useSession } from '../session/session-query.ts'
import card from '../ui/Card.module.css'
import { Check } from '../ui/Check.tsx'
import { Icon } from '../ui/Icon.tsx'
import type { Side } from './account-draft.ts'
import styles from './CheckPanel.module.css'
import { CheckSteps } from './CheckSteps.tsx'
import { decidingFailure, stepsIn } from './check-report.ts'
import type { AccountFormModel } from './useAccountDraft.ts'

interface CheckPanelProps {
  form: AccountFormModel
  isChecking: boolean
  failure: Failure | null
  passedSteps: readonly CheckStep[] | null
  onSubmit: () => void
  onSkipCheck: () => void
}

/** Beside the form: first what will happen, then what the servers answered, step by step. */
export function CheckPanel({ form, isChecking, failure, passedSteps, onSubmit, onSkipCheck }: CheckPanelProps) {
  const { t } = useTranslation()
  const { useForSending, useForReceiving } = form.draft
  const sides: Side[] = [
    ...(useForSending ? (['outgoing'] as const) : []),
    ...(useForReceiving ? (['incoming'] as const) : []),
  ]
  if (!isChecking && !failure && !passedSteps) return <Plan sides={sides} />
  const steps = failure ? stepsIn(failure) : (passedSteps ?? [])
  return (
    <aside className={styles['panel']} aria-live="polite">
      {failure && !isChecking ? (
        <FailureCard form={form} failure={failure} onSubmit={onSubmit} onSkipCheck={onSkipCheck} />
      ) : null}
      {failure && steps.length === 0 && !isChecking ? null : (
        <section className={card['card']}>
          <header className={styles['head']}>
            <h2 className={styles['title']}>{t('check.title')}</h2>
            {isChecking ? (
              <span className={styles['running']}>
                <Loader size={12} color="var(--accent-mark)" />
                {t('check.running')}
              </span>
            ) : null}
            {passedSteps && !isChecking && !failure ? (
              <span className={styles['passed']}>
                <Icon of={IconCircleCheck} size={14} />
                {t('check.passed')}
              </span>
            ) : null}
          </header>
          <div className={styles['sides']}>
            {sides.map((side) => (
              <CheckSteps key={side} side={side} steps={isChecking ? [] : steps} isRunning={isChecking} />
            ))}
          </div>
        </section>
      )}
    </aside>
  )
}

function Plan({ sides }: { sides: readonly Side[] }) {
  const { t } = useTranslation()
  const lines = [
    t('check.planLogin'),
    ...(sides.includes('outgoing') ? [t('check.planLetter')] : []),
    t('check.planSave'),
    ...(sides.includes('incoming') ? [t('check.planLoad')] : []),
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

/** Cause and remedy on top, then what can be done on the spot, then the server's own words. */
function FailureCard({
  form,
  failure,
  onSubmit,
  onSkipCheck,
}: Omit<CheckPanelProps, 'isChecking' | 'passedSteps'> & { failure: Failure }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const { step, side, code } = decidingFailure(failure)
  const fingerprint = step?.certificateFingerprint
  const wasChecked = stepsIn(failure).length > 0
  return (
    <section className={styles['failure']} role="alert">
      <header className={styles['cause']}>
        <Icon of={IconAlertTriangle} size={18} className={styles['causeIcon']} />
        <div>
          <h2>{t(`errors.${failure.code}.cause`)}</h2>
          <p>{t(`errors.${failure.code}.remedy`)}</p>
        </div>
      </header>
      <div className={styles['ways']}>
        {fingerprint !== undefined && side !== null ? (
          <div>
            <p className={styles['wordsName']}>{t('accountForm.fingerprint')}</p>
            <code className={styles['words']}>{fingerprint.match(/.{1,4}/g)?.join(' ')}</code>
            <Button
              size="xs"
              onClick={() => form.changeServer(side, { certificateFingerprint: fingerprint })}
              disabled={form.draft[side].certificateFingerprint === fingerprint}
            >
              {t('accountForm.trustCertificate')}
            </Button>
          </div>
        ) : null}
        {code === 'HOST_PRIVATE' && user.role === 'administrator' ? (
          <Check
            checked={form.draft.confirmPrivateHosts}
            onChange={(confirmPrivateHosts) => form.change({ confirmPrivateHosts })}
            label={t('accountForm.confirmPrivate')}
          />
        ) : null}
        {step?.detail ? (
          <div>
            <p className={styles['wordsName']}>{t('frame.serverWords')}</p>
            <code className={styles['words']}>{step.detail}</code>
          </div>
        ) : null}
        <div className={styles['buttons']}>
          <Button onClick={onSubmit}>{t('frame.retry')}</Button>
          {wasChecked ? (
            <Button variant="subtle" onClick={onSkipCheck} title={t('accountForm.skipHelp')}>
              {t('accountForm.skip')}
            </Button>
          ) : null}
        </div>
      </div>
    </section>
  )
}
