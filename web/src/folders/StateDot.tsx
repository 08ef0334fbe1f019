import { useTranslation } from 'react-i18next'
import type { SyncStatus } from '../api/wire-types.ts'
import { exchangeTone } from './exchange-state.ts'
import styles from './StateDot.module.css'
import { stateWords } from './state-words.ts'

/** How the exchange with a mailbox goes; the word comes with the pointer, and for those who do not see. */
export function StateDot({ state }: { state: SyncStatus['state'] }) {
  const { t } = useTranslation()
  const word = t(stateWords[state])
  return <span className={styles['dot']} data-tone={exchangeTone(state)} role="img" aria-label={word} title={word} />
}
