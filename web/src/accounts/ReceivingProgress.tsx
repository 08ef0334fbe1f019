import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Account } from '../api/wire-types.ts'
import { ledgerLine } from '../folders/exchange-state.ts'
import { useFormats } from '../i18n/useFormats.ts'
import styles from './AccountState.module.css'
import { syncStatusQuery } from './account-queries.ts'

/** How far the letters of an account are loaded, by the server's own counts; nothing once all are here. */
export function ReceivingProgress({ account }: { account: Account }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const isReceiving = account.state === 'syncing' || account.state === 'connecting'
  const { data: status } = useQuery({ ...syncStatusQuery(account.id), enabled: isReceiving })
  const line = isReceiving && status ? ledgerLine([{ account, status }]) : null
  if (!line || line.local >= line.server) return null
  const { local, server } = line
  return (
    <span className={styles['progress']}>
      <progress max={server} value={local} aria-label={t('tree.ledgerRunning')} />
      {t('tree.ledgerCount', { local: formats.count(local), server: formats.count(server) })}
    </span>
  )
}
