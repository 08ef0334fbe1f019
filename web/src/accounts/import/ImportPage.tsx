import '../../theme/mantine-forms.css'
import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AdministrationFrame } from '../../administration/AdministrationFrame.tsx'
import { useSession } from '../../session/session-query.ts'
import { usePageTitle } from '../../ui/usePageTitle.ts'
import { AccountCrumbs } from '../AccountCrumbs.tsx'
import form from '../AccountForm.module.css'
import { accountsQuery } from '../account-queries.ts'
import styles from './ImportPage.module.css'
import { ImportTable } from './ImportTable.tsx'
import { readImport } from './import-rows.ts'
import { useImport } from './useImport.ts'

const MOST = 200

/** Many accounts from a file: a preview first, then a check of each. */
export function ImportPage() {
  const { t } = useTranslation()
  const { mailClient, user } = useSession()
  const accounts = useQuery(accountsQuery)
  const [text, setText] = useState('')
  // Accounts that come while the import runs are its own.
  const [existing, setExisting] = useState<readonly string[] | null>(null)
  const known = existing ?? accounts.data?.filter(({ closedAt }) => !closedAt).map(({ address }) => address)
  const rows = useMemo(() => readImport(text, known ?? []), [text, known])
  const { outcomes, isRunning, open, run, stop } = useImport(rows)
  usePageTitle(t('accountImport.title'))
  if (user.role !== 'administrator' || !mailClient) return <Navigate to="/accounts" replace />
  const isTooMany = rows.length > MOST
  const ended = [...outcomes.values()].filter(({ state }) => state !== 'running')
  const done = ended.filter(({ state }) => state === 'done').length
  const take = (typed: string) => {
    setExisting(known ?? [])
    setText(typed)
  }
  return (
    <AdministrationFrame>
      <div className={form['page']}>
        <AccountCrumbs />
        <h1 className={form['title']}>{t('accountImport.title')}</h1>
        <p className={styles['lead']}>{t('accountImport.lead')}</p>
        <div className={styles['input']}>
          <label className={styles['file']}>
            <span className={styles['fileButton']}>{t('accountImport.file')}</span>
            <input
              type="file"
              className={form['unseen']}
              accept=".csv,text/csv,text/plain"
              onChange={(event) => void event.currentTarget.files?.[0]?.text().then(take)}
            />
          </label>
          <Textarea
            label={t('accountImport.paste')}
            description={t('accountImport.columns')}
            placeholder={t('accountImport.example')}
            rows={5}
            spellCheck={false}
            value={text}
            disabled={isRunning}
            onChange={(event) => take(event.currentTarget.value)}
          />
        </div>
        {text.trim() !== '' && rows.length === 0 ? (
          <p className={styles['note']}>{t('accountImport.nothing')}</p>
        ) : null}
        {isTooMany ? <p className={styles['note']}>{t('accountImport.tooMany')}</p> : null}
        {rows.length > 0 && !isTooMany ? (
          <>
            <div className={styles['bar']}>
              <h2>{t('accountImport.preview', { count: rows.length })}</h2>
              <span role="status" className={styles['summary']}>
                {ended.length > 0
                  ? t('accountImport.summary', { done, failed: ended.length - done, total: rows.length })
                  : null}
              </span>
              {isRunning ? (
                <Button onClick={stop}>{t('accountImport.stop')}</Button>
              ) : (
                <Button variant="filled" disabled={open === 0} onClick={run}>
                  {ended.length > 0 ? t('accountImport.again') : t('accountImport.start', { count: open })}
                </Button>
              )}
            </div>
            <ImportTable rows={rows} outcomes={outcomes} />
          </>
        ) : null}
      </div>
    </AdministrationFrame>
  )
}
