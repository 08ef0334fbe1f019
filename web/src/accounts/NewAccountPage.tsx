import '../theme/mantine-forms.css'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Navigate, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame } from '../administration/AdministrationFrame.tsx'
import { api } from '../api/api-client.ts'
import { useSession } from '../session/session-query.ts'
import { notify } from '../ui/notices.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { AccountCrumbs } from './AccountCrumbs.tsx'
import styles from './AccountForm.module.css'
import { AccountForm } from './AccountForm.tsx'
import { type CheckChoice, emptyDraft } from './account-draft.ts'
import { accountsKey } from './account-queries.ts'
import { accountRequest } from './account-request.ts'
import { useAccountDraft } from './useAccountDraft.ts'

/** «Создание учетной записи электронной почты» by hand; only an account that works is saved. */
export function NewAccountPage() {
  const { t } = useTranslation()
  const { user, mailClient } = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useAccountDraft(emptyDraft(user.role === 'administrator' ? 'shared' : 'personal'), true)
  usePageTitle(t('accountForm.createTitle'))
  const { mutate, isPending, error } = useMutation({
    mutationFn: (check: CheckChoice) => api.accounts.create(accountRequest(form.draft, check)),
    onSuccess: async (_account, check) => {
      notify({ tone: 'done', text: t(check === 'skip' ? 'accountForm.createdUnchecked' : 'accountForm.created') })
      await client.invalidateQueries({ queryKey: accountsKey })
      await navigate({ to: '/' })
    },
  })
  if (!mailClient) return <Navigate to="/accounts" replace />
  return (
    <AdministrationFrame>
      <div className={styles['page']}>
        <AccountCrumbs />
        <header className={styles['head']}>
          <h1 className={styles['title']}>{t('accountForm.createTitle')}</h1>
        </header>
        <AccountForm
          form={form}
          submitLabel={t('accountForm.submitCreate')}
          isChecking={isPending}
          failure={error}
          passedSteps={null}
          onSubmit={() => mutate('required')}
          onSkipCheck={() => mutate('skip')}
          onCancel={() => void navigate({ to: '/accounts' })}
        />
      </div>
    </AdministrationFrame>
  )
}
