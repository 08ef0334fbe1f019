import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '../../api/wire-types.ts'
import { notify } from '../../ui/notices.ts'
import { type AccountDraft, emptyDraft } from '../account-draft.ts'
import { accountsKey } from '../account-queries.ts'
import { newAccountRequest } from '../account-request.ts'
import { useAccountDraft } from '../useAccountDraft.ts'
import { useWatchedCheck } from '../useWatchedCheck.ts'
import { useSettingsSearch } from './useSettingsSearch.ts'
import { fieldsOfStep, stepsOfWay, type Way, type WizardStep } from './wizard-steps.ts'

/** Where the wizard stands. Whatever is typed or found stays, whichever way one goes. */
export function useWizard(initial: Partial<AccountDraft>) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useAccountDraft({ ...emptyDraft('shared'), ...initial }, true)
  const [way, setWay] = useState<Way>('automatic')
  const [step, setStep] = useState<WizardStep>('start')
  const [created, setCreated] = useState<Account | null>(null)
  const search = useSettingsSearch(form.take)
  const steps = stepsOfWay(way, form.draft)

  const finish = async (account: Account) => {
    await client.invalidateQueries({ queryKey: accountsKey })
    await navigate({ to: '/accounts/$accountId', params: { accountId: account.id } })
  }
  const check = useWatchedCheck(async (account) => {
    if (account === null) return
    notify({ tone: 'done', text: t(account.checked ? 'wizard.created' : 'accountForm.createdUnchecked') })
    await client.invalidateQueries({ queryKey: accountsKey })
    if (!account.awaitsChoice) return finish(account)
    setCreated(account)
    setStep('receipt')
  })
  const runCheck = (choice: 'required' | 'skip') => {
    setStep('check')
    check.run({ path: '/accounts/watched', body: newAccountRequest(form.draft, choice) })
  }
  const enter = (next: WizardStep | undefined) => {
    if (next === undefined) return
    if (next === 'check') return runCheck('required')
    setStep(next)
    if (next === 'search') search.run(form.draft.address.trim())
  }
  return {
    form,
    way,
    setWay,
    step,
    steps,
    search,
    check,
    created,
    finish,
    /** Goes on if the page is filled in; a search has to have found something that a person trusts. */
    goOn: () => {
      if (step === 'search' && !search.isReady) return
      if (form.tryPart(fieldsOfStep[step] ?? [])) enter(steps[steps.indexOf(step) + 1])
    },
    goBack: () => {
      check.stop()
      search.stop()
      setStep(steps[Math.max(0, steps.indexOf(step) - 1)] ?? 'start')
    },
    retry: () => runCheck('required'),
    skipCheck: () => runCheck('skip'),
    goManual: () => {
      check.stop()
      search.stop()
      setWay('manual')
      setStep(stepsOfWay('manual', form.draft)[1] ?? 'start')
    },
  }
}

export type Wizard = ReturnType<typeof useWizard>
