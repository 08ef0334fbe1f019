import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import { Failure, knownCode } from '../api/failure.ts'
import type { Account } from '../api/wire-types.ts'
import { useSession } from '../session/session-query.ts'
import { notify } from '../ui/notices.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import styles from './AccountForm.module.css'
import { AccountForm } from './AccountForm.tsx'
import { AccountState } from './AccountState.tsx'
import { type CheckChoice, draftOf } from './account-draft.ts'
import { accountsKey } from './account-queries.ts'
import { accountRequest } from './account-request.ts'
import { RemoveAccount } from './RemoveAccount.tsx'
import { useAccountDraft } from './useAccountDraft.ts'

export function AccountEditor({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { mailClient } = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useAccountDraft(draftOf(account), false)
  usePageTitle(account.name)
  const { id, rights } = account
  const refresh = () => client.invalidateQueries({ queryKey: accountsKey })
  const save = useMutation({
    mutationFn: (choice: CheckChoice) => {
      const { scope: _, ...change } = accountRequest(form.draft, choice)
      return api.accounts.update({ id, ...change })
    },
    onSuccess: async () => {
      notify({ tone: 'done', text: t('accountForm.saved') })
      form.change({ password: '' })
      await refresh()
    },
  })
  const check = useMutation({
    mutationFn: async () => {
      const result = await api.accounts.check({ id })
      if (result.ok) return result.steps
      // A check that ran and found the account wanting is shown like one that refused to save it.
      const code = knownCode(result.steps.find(({ ok }) => !ok)?.code) ?? 'UNEXPECTED'
      throw new Failure(code, { type: '', title: code, status: 422, code, steps: result.steps })
    },
    onSettled: refresh,
  })
  // One answer at a time stands beside the form.
  const run = {
    save: (choice: CheckChoice) => {
      check.reset()
      save.mutate(choice)
    },
    check: () => {
      save.reset()
      check.mutate()
    },
  }
  return (
    <>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{account.name}</h1>
        <AccountState account={account} />
        {rights.manage && mailClient ? (
          <>
            <Button onClick={run.check} loading={check.isPending}>
              {t('accountForm.check')}
            </Button>
            <RemoveAccount account={account} />
          </>
        ) : null}
      </header>
      <fieldset className={styles['group']} disabled={!rights.manage || !mailClient}>
        <AccountForm
          form={form}
          submitLabel={t('accountForm.submitSave')}
          isChecking={save.isPending || check.isPending}
          failure={save.error ?? check.error}
          passedSteps={check.data ?? null}
          onSubmit={() => run.save('required')}
          onSkipCheck={() => run.save('skip')}
          onCancel={() => void navigate({ to: '/accounts' })}
        />
      </fieldset>
    </>
  )
}
