import { Loader } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { knownCode } from '../api/failure.ts'
import type { CheckStep } from '../api/wire-types.ts'
import { Icon } from '../ui/Icon.tsx'
import type { AccountDraft, Side } from './account-draft.ts'
import styles from './CheckPanel.module.css'
import { failedWord, linesOf, runningSide, stepWord } from './check-report.ts'

interface CheckStepsProps {
  side: Side
  draft: AccountDraft
  steps: readonly CheckStep[]
  isRunning: boolean
}

/** The steps on one server with a tick, a cross, or neither where it did not come to them. */
export function CheckSteps({ side, draft, steps, isRunning }: CheckStepsProps) {
  const { t } = useTranslation()
  const { host, port } = draft[side]
  const isHere = isRunning && runningSide(draft, steps) === side
  return (
    <section className={styles['side']}>
      <h3>{t(side === 'outgoing' ? 'check.sending' : 'check.receiving')}</h3>
      <ol>
        {linesOf(side, steps).map(({ name, step, isFirstOpen }) => (
          <StepLine
            key={name}
            name={name}
            step={step}
            place={name.startsWith('connect') ? `${host}:${port}` : ''}
            isNow={isFirstOpen && isHere}
            saysOpen={isFirstOpen && !isRunning}
          />
        ))}
      </ol>
    </section>
  )
}

interface StepLineProps {
  name: CheckStep['step']
  step: CheckStep | undefined
  place: string
  isNow: boolean
  saysOpen: boolean
}

function StepLine({ name, step, place, isNow, saysOpen }: StepLineProps) {
  const { t } = useTranslation()
  const code = knownCode(step?.code)
  const state = step === undefined ? 'open' : step.ok ? 'ok' : 'bad'
  const icon = { open: IconCircleDashed, ok: IconCircleCheck, bad: IconAlertCircle }[state]
  const detail = step?.ok ? step.detail || place : ''
  return (
    <li className={styles['step']} data-state={state}>
      {isNow ? <Loader size={14} color="var(--accent-mark)" className={styles['now'] ?? ''} /> : <Icon of={icon} />}
      <span className={styles['stepWords']}>
        <span className={styles['stepName']}>{t(state === 'bad' ? failedWord(name) : stepWord(name))}</span>
        {code && !step?.ok ? <span className={styles['detail']}>{t(`errors.${code}.cause`)}</span> : null}
        {detail ? (
          <span className={styles['detail']}>
            {name === 'list-folders' ? t('check.foldersFound', { count: Number(detail) }) : detail}
          </span>
        ) : null}
        {saysOpen ? <span className={styles['detail']}>{t('check.notTried')}</span> : null}
      </span>
      {step ? <span className={styles['time']}>{t('check.seconds', { count: step.milliseconds })}</span> : null}
    </li>
  )
}
