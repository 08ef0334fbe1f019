import '../../theme/mantine-forms.css'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '../../session/session-query.ts'
import card from '../../ui/Card.module.css'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { accountsQuery } from '../account-queries.ts'
import { OtherFields } from '../OtherFields.tsx'
import { ReceiptChoice } from '../ReceiptChoice.tsx'
import { ServerFields } from '../ServerFields.tsx'
import { CheckStep } from './CheckStep.tsx'
import { SearchStep } from './SearchStep.tsx'
import { StartAside } from './StartAside.tsx'
import { StartStep } from './StartStep.tsx'
import { StepTrail } from './StepTrail.tsx'
import { useWizard, type Wizard } from './useWizard.ts'
import styles from './Wizard.module.css'
import { WizardFoot } from './WizardFoot.tsx'
import { WizardHead } from './WizardHead.tsx'

/** «Создание учетной записи электронной почты», for the system account and every other. */
export function WizardPage() {
  const { mailClient, user } = useSession()
  const { system } = useSearch({ from: '/app/accounts/new' })
  const accounts = useQuery(accountsQuery)
  const { t } = useTranslation()
  usePageTitle(t('accountForm.createTitle'))
  if (!mailClient) return <Navigate to="/accounts" replace />
  const isSystem = system === true && user.role === 'administrator'
  const existing = isSystem ? accounts.data?.find((account) => account.system) : undefined
  if (existing) return <Navigate to="/accounts/$accountId" params={{ accountId: existing.id }} replace />
  return <WizardBody key={String(isSystem)} isSystem={isSystem} />
}

function WizardBody({ isSystem }: { isSystem: boolean }) {
  const { t } = useTranslation()
  const { user, organization } = useSession()
  const navigate = useNavigate()
  const wizard = useWizard({
    scope: user.role === 'administrator' ? 'shared' : 'personal',
    ...(isSystem
      ? { system: true, name: t('wizard.systemName'), useForReceiving: false, senderName: organization }
      : {}),
  })
  const content = useFocusOnStep(wizard.step)
  const foot = <WizardFoot wizard={wizard} onCancel={() => void navigate({ to: '/accounts' })} />
  const isForm = ['start', 'outgoing', 'incoming', 'naming'].includes(wizard.step)
  return (
    <main className={styles['page']} id="content" tabIndex={-1}>
      <WizardHead />
      <form
        className={styles['body']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (wizard.step !== 'check' && wizard.step !== 'receipt') wizard.goOn()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
        }}
      >
        <h1 className={styles['title']}>{t('accountForm.createTitle')}</h1>
        {isSystem ? <p className={styles['lead']}>{t('wizard.systemLead')}</p> : null}
        <StepTrail steps={wizard.steps} now={wizard.step} />
        <div ref={content} tabIndex={-1} className={styles['content']}>
          {isForm ? (
            <div className={styles['one']}>
              <section className={card['card']}>
                <div className={styles['fields']}>
                  <FormStep wizard={wizard} />
                </div>
                {foot}
              </section>
              <StartAside draft={wizard.form.draft} way={wizard.way} />
            </div>
          ) : wizard.step === 'search' ? (
            <SearchStep wizard={wizard} foot={foot} />
          ) : wizard.step === 'check' ? (
            <CheckStep wizard={wizard} foot={foot} />
          ) : wizard.created ? (
            <div className={styles['one']}>
              <ReceiptChoice account={wizard.created} onChosen={wizard.finish} />
            </div>
          ) : null}
        </div>
      </form>
    </main>
  )
}

function FormStep({ wizard }: { wizard: Wizard }) {
  const { t } = useTranslation()
  const { form, step } = wizard
  if (step === 'start') return <StartStep form={form} way={wizard.way} onWay={wizard.setWay} />
  const name = {
    outgoing: 'accountForm.outgoingServer',
    incoming: 'accountForm.incomingServer',
    naming: 'accountForm.other',
  } as const
  if (step !== 'outgoing' && step !== 'incoming' && step !== 'naming') return null
  return (
    <>
      <h2 className={styles['stepTitle']}>{t(name[step])}</h2>
      {step === 'naming' ? <OtherFields form={form} /> : <ServerFields key={step} form={form} side={step} takesFocus />}
    </>
  )
}

/** A new page of the wizard takes the keys: its first field where it has one. */
function useFocusOnStep(step: Wizard['step']) {
  const content = useRef<HTMLDivElement>(null)
  const last = useRef(step)
  useEffect(() => {
    if (last.current === step) return
    last.current = step
    const first = content.current?.querySelector<HTMLElement>('[data-autofocus], input:not([type="radio"])')
    ;(first ?? content.current)?.focus()
  }, [step])
  return content
}
