import { useTranslation } from 'react-i18next'
import { knownCode } from '../api/failure.ts'
import type { Account } from '../api/wire-types.ts'
import { StateDot } from '../folders/StateDot.tsx'
import { stateWords } from '../folders/state-words.ts'
import { useFormats } from '../i18n/useFormats.ts'
import card from '../ui/Card.module.css'
import styles from './AccountState.module.css'
import { ReceivingProgress } from './ReceivingProgress.tsx'

/** How an account fares, in one or two words. */
export function AccountState({ account }: { account: Account }) {
  const { t } = useTranslation()
  const { state, checked, system } = account
  const words = useStateWords(account)
  return (
    <span className={styles['state']} data-failed={state === 'failed'}>
      <StateDot state={state} />
      <span>{words}</span>
      {system ? <span className={card['tag']}>{t('accounts.system')}</span> : null}
      <ReceivingProgress account={account} />
      {checked ? null : (
        <span className={card['tag']} data-tone="accent">
          {t('accounts.unchecked')}
        </span>
      )}
    </span>
  )
}

function useStateWords(account: Account): string {
  const { t } = useTranslation()
  const formats = useFormats()
  const { state, lastSuccess, useForReceiving, closedAt, locked, paused, awaitsChoice } = account
  if (closedAt) return t('accounts.closed')
  if (locked) return t('accounts.locked')
  if (awaitsChoice) return t('accounts.awaitsChoice')
  if (paused) return t('accounts.paused')
  if (state === 'failed') return t(`errors.${knownCode(account.errorCode) ?? 'UNEXPECTED'}.cause`)
  if (!useForReceiving) return t('accounts.sendingOnly')
  if (lastSuccess && state === 'idle') return t('accounts.lastSuccess', { when: formats.brief(new Date(lastSuccess)) })
  return t(stateWords[state])
}
