import { useTranslation } from 'react-i18next'
import { knownCode } from '../api/failure.ts'
import type { Account } from '../api/wire-types.ts'
import { StateDot } from '../folders/StateDot.tsx'
import { stateWords } from '../folders/state-words.ts'
import { useFormats } from '../i18n/useFormats.ts'
import card from '../ui/Card.module.css'
import styles from './AccountState.module.css'

/** How an account fares, in one or two words. */
export function AccountState({ account }: { account: Account }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { state, errorCode, lastSuccess, useForReceiving, checked } = account
  const cause = state === 'failed' ? (knownCode(errorCode) ?? 'UNEXPECTED') : null
  const words = cause
    ? t(`errors.${cause}.cause`)
    : !useForReceiving
      ? t('accounts.sendingOnly')
      : lastSuccess && state === 'idle'
        ? t('accounts.lastSuccess', { when: formats.brief(new Date(lastSuccess)) })
        : t(stateWords[state])
  return (
    <span className={styles['state']} data-failed={cause !== null}>
      <StateDot state={state} />
      <span>{words}</span>
      {checked ? null : (
        <span className={card['tag']} data-tone="accent">
          {t('accounts.unchecked')}
        </span>
      )}
    </span>
  )
}
