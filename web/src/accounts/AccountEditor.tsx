import { Button } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '../api/wire-types.ts'
import { useSession } from '../session/session-query.ts'
import { Icon } from '../ui/Icon.tsx'
import { notify } from '../ui/notices.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import styles from './AccountForm.module.css'
import { AccountForm } from './AccountForm.tsx'
import { AccountNotes } from './AccountNotes.tsx'
import { AccountState } from './AccountState.tsx'
import { type CheckChoice, draftOf } from './account-draft.ts'
import { accountsKey } from './account-queries.ts'
import { changeRequest } from './account-request.ts'
import { ConfirmDeletion } from './ConfirmDeletion.tsx'
import { deletionOf } from './deletion-plan.ts'
import { PauseButton } from './PauseButton.tsx'
import { RemoveAccount } from './RemoveAccount.tsx'
import { useAccountDraft } from './useAccountDraft.ts'
import { useWatchedCheck } from './useWatchedCheck.ts'

/** One account: what can be done with it, what stands in its way, and its settings. */
export function AccountEditor({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { mailClient } = useSession()
  const client = useQueryClient()
  const navigate = useNavigate()
  const form = useAccountDraft(draftOf(account), false)
  const [asksAbout, setAsksAbout] = useState<CheckChoice | null>(null)
  usePageTitle(account.name)
  const { id, rights } = account
  const isOpen = rights.manage && mailClient && account.closedAt === null
  const check = useWatchedCheck(async (saved) => {
    if (saved !== null) {
      notify({ tone: 'done', text: t('accountForm.saved') })
      form.change({ password: '', currentPassword: '' })
    }
    await client.invalidateQueries({ queryKey: accountsKey })
  })
  const save = (choice: CheckChoice) => {
    setAsksAbout(null)
    check.run({ path: `/accounts/${id}/watched`, body: changeRequest(form.draft, choice) })
  }
  const deletion = deletionOf({ incoming: incomingOf(form.draft), useForReceiving: form.draft.useForReceiving })
  // What a person has agreed to before is not asked again.
  const isNewDeletion = deletion !== null && JSON.stringify(deletion) !== JSON.stringify(deletionOf(account))
  const ask = (choice: CheckChoice) => (isNewDeletion ? setAsksAbout(choice) : save(choice))
  return (
    <>
      <header className={styles['head']}>
        <h1 className={styles['title']}>{account.name}</h1>
        <AccountState account={account} />
        {rights.read && account.useForReceiving ? (
          <Button component={Link} to="/" leftSection={<Icon of={IconInbox} size={14} />}>
            {t('accountForm.openLetters')}
          </Button>
        ) : null}
        {isOpen ? (
          <>
            <Button
              onClick={() => check.run({ path: `/accounts/${id}/check/watched`, body: null })}
              loading={check.isRunning}
            >
              {t('accountForm.check')}
            </Button>
            <PauseButton account={account} />
          </>
        ) : null}
        {rights.manage && mailClient ? <RemoveAccount account={account} /> : null}
      </header>
      <AccountNotes account={account} />
      <fieldset className={styles['group']} disabled={!isOpen}>
        <AccountForm
          form={form}
          check={check}
          isPersonal={account.scope === 'personal'}
          onSubmit={() => ask('required')}
          onSkipCheck={() => ask('skip')}
          onCancel={() => void navigate({ to: '/accounts' })}
        />
      </fieldset>
      {asksAbout && deletion ? (
        <ConfirmDeletion plan={deletion} onCancel={() => setAsksAbout(null)} onConfirm={() => save(asksAbout)} />
      ) : null}
    </>
  )
}

function incomingOf({ incoming }: ReturnType<typeof draftOf>): Account['incoming'] {
  const { host, security, user, secureAuth, certificateFingerprint, protocol, keepCopies, deletesLater } = incoming
  return {
    ...{ host, security, user, secureAuth, certificateFingerprint, protocol, keepCopies },
    port: Number(incoming.port),
    hasPassword: true,
    deleteAfterDays: keepCopies && deletesLater ? Number(incoming.deleteAfterDays) : 0,
  }
}
