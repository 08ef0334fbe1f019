import { IconAlertTriangle, IconCircleCheck, IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { AccountFolders } from '../accounts/useAccountFolders.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { Icon } from '../ui/Icon.tsx'
import { ledgerLine, worstTrouble } from './exchange-state.ts'
import styles from './FolderTree.module.css'

/** The worst trouble with its remedy, and how many letters of the servers are here. */
export function TreeFoot({ accounts }: { accounts: readonly AccountFolders[] }) {
  return (
    <footer>
      <TroubleLine accounts={accounts} />
      <Ledger accounts={accounts} />
    </footer>
  )
}

function TroubleLine({ accounts }: { accounts: readonly AccountFolders[] }) {
  const { t } = useTranslation()
  const trouble = worstTrouble(accounts)
  if (!trouble) return null
  const { name, kind, code, accountId, canFix } = trouble
  const cause = t(`errors.${code ?? 'UNEXPECTED'}.cause`)
  return (
    <div className={styles['foot']} data-tone="bad" role="status">
      <Icon of={IconAlertTriangle} size={14} className={styles['footIcon']} />
      <span>
        {kind === 'failed' ? t('tree.troubleSince', { name, cause }) : t('tree.unchecked', { name })}{' '}
        {canFix ? (
          <Link to="/accounts/$accountId" params={{ accountId }}>
            {t(kind === 'failed' ? 'tree.fix' : 'tree.check')}
          </Link>
        ) : null}
      </span>
    </div>
  )
}

function Ledger({ accounts }: { accounts: readonly AccountFolders[] }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const line = ledgerLine(accounts)
  if (!line) return null
  const { local, server, comparedAt } = line
  const isLoading = line.isRunning && local < server
  const head = isLoading
    ? t('tree.ledgerRunning')
    : comparedAt
      ? t('tree.ledgerAt', { time: formats.brief(comparedAt) })
      : t('tree.ledgerNone')
  return (
    <div className={styles['foot']} data-tone={local >= server && comparedAt ? 'ok' : 'quiet'}>
      <Icon of={isLoading ? IconDownload : IconCircleCheck} size={14} className={styles['footIcon']} />
      <span className={styles['ledger']}>
        {head}
        <br />
        {t('tree.ledgerCount', { local: formats.count(local), server: formats.count(server) })}
        {isLoading ? (
          <progress className={styles['progress']} max={server} value={local} aria-label={t('tree.ledgerRunning')} />
        ) : null}
      </span>
    </div>
  )
}
