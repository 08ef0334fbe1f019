import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import card from '../../ui/Card.module.css'
import { CheckCard } from '../CheckCard.tsx'
import { stepsIn } from '../check-report.ts'
import { FailureCard } from '../FailureCard.tsx'
import { FoundCard, ServerFacts } from './FoundCard.tsx'
import search from './Search.module.css'
import { SearchTrace } from './SearchTrace.tsx'
import type { Wizard } from './useWizard.ts'
import styles from './Wizard.module.css'

/** What is tried on the left, how it goes on the right: a failure first, with its remedy. */
export function CheckStep({ wizard, foot }: { wizard: Wizard; foot: ReactNode }) {
  const { form, check, retry, skipCheck } = wizard
  const { failure } = check
  const found = wizard.way === 'automatic' ? wizard.search.candidates[wizard.search.chosen] : undefined
  const shown = check.steps.length > 0 ? check.steps : failure ? stepsIn(failure) : []
  return (
    <div className={styles['two']}>
      <div className={styles['column']}>
        {wizard.way === 'automatic' ? <Found wizard={wizard} /> : <Typed wizard={wizard} />}
      </div>
      <div className={styles['column']}>
        {failure ? (
          <FailureCard
            form={form}
            failure={failure}
            help={found?.hint}
            attempts={check.attempts}
            onRetry={retry}
            onSkipCheck={skipCheck}
          />
        ) : null}
        {failure && shown.length === 0 ? null : (
          <CheckCard draft={form.draft} steps={shown} isRunning={check.isRunning} isPassed={check.isPassed} />
        )}
        {foot}
      </div>
    </div>
  )
}

function Found({ wizard }: { wizard: Wizard }) {
  const { search, form } = wizard
  return (
    <>
      <FoundCard
        draft={form.draft}
        candidates={search.candidates}
        chosen={search.chosen}
        onChoose={search.choose}
        isTrusted={search.isTrusted}
        onTrust={null}
        onEdit={null}
      />
      <SearchTrace lines={search.lines} isRunning={false} />
    </>
  )
}

function Typed({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation()
  return (
    <section className={card['card']}>
      <header className={search['head']}>
        <h2 className={search['title']}>{t('wizard.typed')}</h2>
      </header>
      <ServerFacts draft={wizard.form.draft} />
    </section>
  )
}
