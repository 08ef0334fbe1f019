import { Button, Loader, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import type { Account } from '../api/wire-types.ts'
import card from '../ui/Card.module.css'
import { Check } from '../ui/Check.tsx'
import { FailureBanner } from '../ui/FailureBanner.tsx'
import { Icon } from '../ui/Icon.tsx'
import { accountsKey } from './account-queries.ts'
import { Choice } from './Choice.tsx'
import { deletionOf } from './deletion-plan.ts'
import styles from './ReceiptChoice.module.css'

type Load = 'all' | 'since' | 'none'

const mailboxQuery = (id: string) =>
  queryOptions({
    queryKey: [...accountsKey, 'mailbox', id] as const,
    queryFn: ({ signal }) => api.accounts.mailbox({ id }, { signal }),
    retry: false,
  })

/** Before the first receipt: how many letters lie there, which are wanted, and in red what goes from the server. */
export function ReceiptChoice({ account, onChosen }: { account: Account; onChosen: (account: Account) => unknown }) {
  const { t } = useTranslation()
  const [load, setLoad] = useState<Load>('all')
  const [since, setSince] = useState(() => `${new Date().getFullYear()}-01-01`)
  const [isAgreed, setAgreed] = useState(false)
  const { mutate, isPending, error } = useMutation({
    mutationFn: () =>
      api.accounts.chooseFirstReceipt({
        id: account.id,
        load,
        ...(load === 'since' ? { since: new Date(`${since}T00:00:00`).toISOString() } : {}),
      }),
    onSuccess: onChosen,
  })
  const deletion = deletionOf(account)
  const isSinceGood = load !== 'since' || !Number.isNaN(Date.parse(since))
  return (
    <section className={card['card']}>
      <header className={styles['head']}>
        <h2 className={styles['title']}>{t('receipt.title')}</h2>
        <LettersThere account={account} />
      </header>
      <div className={styles['body']}>
        {error ? <FailureBanner failure={error} /> : null}
        <fieldset className={styles['group']}>
          <legend>{t('receipt.question')}</legend>
          {(['all', 'since', 'none'] as const).map((one) => (
            <Choice
              key={one}
              group="receipt"
              checked={load === one}
              onChoose={() => setLoad(one)}
              label={t(`receipt.load_${one}`)}
              help={t(`receipt.load_${one}Help`)}
            />
          ))}
          {load === 'since' ? (
            <TextInput
              className={styles['date']}
              type="date"
              label={t('receipt.sinceDate')}
              value={since}
              onChange={(event) => setSince(event.currentTarget.value)}
            />
          ) : null}
        </fieldset>
        {deletion === null ? (
          <p className={styles['safe']}>
            <Icon of={IconCircleCheck} size={14} />
            {t('receipt.nothingDeleted')}
          </p>
        ) : (
          <div className={styles['deletes']} role="alert">
            <Icon of={IconAlertTriangle} size={18} />
            <div>
              <strong>{t(`receipt.deletes_${deletion.when}`, { count: deletion.days })}</strong>
              <p>{t(load === 'all' ? 'receipt.deletesAll' : 'receipt.deletesLoaded')}</p>
              <Check checked={isAgreed} onChange={setAgreed} label={t('receipt.agree')} />
            </div>
          </div>
        )}
      </div>
      <footer className={styles['foot']}>
        <Button
          variant="filled"
          loading={isPending}
          disabled={(deletion !== null && !isAgreed) || !isSinceGood}
          onClick={() => mutate()}
        >
          {t('receipt.start')}
        </Button>
      </footer>
    </section>
  )
}

function LettersThere({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { data, error } = useQuery(mailboxQuery(account.id))
  if (error) return <span className={styles['facts']}>{t(`errors.${error.code}.cause`)}</span>
  return (
    <span className={styles['facts']} role="status">
      {data ? (
        <>
          {t('receipt.letters', { count: data.letters })}
          {data.folders.length > 1 ? ` ${t('receipt.inFolders', { count: data.folders.length })}` : ''}
        </>
      ) : (
        <>
          <Loader size={12} color="var(--accent-mark)" />
          {t('receipt.counting')}
        </>
      )}
    </span>
  )
}
