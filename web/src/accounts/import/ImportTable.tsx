import { Loader } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../ui/Icon.tsx'
import table from '../AccountsPage.module.css'
import styles from './ImportPage.module.css'
import type { ImportRow } from './import-rows.ts'
import type { Outcome } from './useImport.ts'

interface ImportTableProps {
  rows: readonly ImportRow[]
  outcomes: ReadonlyMap<ImportRow, Outcome>
}

/** Every line with what it would become, and what it has come to. Passwords are not shown. */
export function ImportTable({ rows, outcomes }: ImportTableProps) {
  const { t } = useTranslation()
  return (
    <div className={table['tableCard']}>
      <table className={`${table['table'] ?? ''} ${styles['plain'] ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">{t('accounts.address')}</th>
            <th scope="col">{t('accounts.name')}</th>
            <th scope="col">{t('accountImport.servers')}</th>
            <th scope="col">{t('accountImport.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td>{row.draft.address}</td>
              <td>{row.draft.name}</td>
              <td className={table['quiet']}>
                {row.hasServers
                  ? `${row.draft.incoming.host}:${row.draft.incoming.port}, ${row.draft.outgoing.host}:${row.draft.outgoing.port}`
                  : t('accountImport.found')}
              </td>
              <td>
                <OutcomeWords row={row} outcome={outcomes.get(row)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function OutcomeWords({ row, outcome }: { row: ImportRow; outcome: Outcome | undefined }) {
  const { t } = useTranslation()
  if (row.problem !== null) {
    return (
      <span className={styles['bad']}>
        <Icon of={IconAlertCircle} size={14} />
        {t(`accountImport.problem_${row.problem}`)}
      </span>
    )
  }
  if (outcome === undefined) return <span className={table['quiet']}>{t('accountImport.waiting')}</span>
  if (outcome.state === 'running') {
    return (
      <span className={styles['now']}>
        <Loader size={12} color="var(--accent-mark)" />
        {t('accountImport.running')}
      </span>
    )
  }
  if (outcome.state === 'done') {
    return (
      <span className={styles['good']}>
        <Icon of={IconCircleCheck} size={14} />
        {t('accountImport.done')}
      </span>
    )
  }
  return (
    <span className={styles['bad']}>
      <Icon of={IconAlertCircle} size={14} />
      {outcome.state === 'failed' ? (
        <span>
          {t(`errors.${outcome.code}.cause`)} {t(`errors.${outcome.code}.remedy`)}
        </span>
      ) : (
        t(`accountImport.${outcome.state}`)
      )}
    </span>
  )
}
