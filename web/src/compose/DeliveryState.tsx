import { IconAlertTriangle, IconSend2 } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './DeliveryState.module.css'
import { canTakeBack, type DeliveryWord, deliveryWord } from './delivery-word.ts'

/** How sending stands, counted down while it can be taken back. */
export function useDeliveryWord(delivery: Delivery): DeliveryWord | null {
  const [now, setNow] = useState(Date.now)
  const said = deliveryWord(delivery, now)
  const isCounting = said?.word === 'leavesIn'
  useEffect(() => {
    if (!isCounting) return
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [isCounting])
  return said
}

export function DeliveryWords({ said }: { said: DeliveryWord }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (said.word === 'leavesIn') {
    const seconds = Math.max(0, Math.ceil((said.until - Date.now()) / 1000))
    return t('deliveries.leavesIn', { seconds })
  }
  if (said.word === 'leavesAt' || said.word === 'retryAt') {
    return t(`deliveries.${said.word}`, { when: formats.until(new Date(said.until)) })
  }
  return t(`deliveries.${said.word}`)
}

/** On the row: the word, and the way back while there is one. */
export function DeliveryState({ id, delivery }: { id: string; delivery: Delivery }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const said = useDeliveryWord(delivery)
  if (!said) return null
  return (
    <span className={styles['state']} data-tone={said.tone}>
      <Icon of={said.tone === 'bad' ? IconAlertTriangle : IconSend2} size={14} />
      <span>
        <DeliveryWords said={said} />
      </span>
      {canTakeBack(delivery) && said.tone === 'wait' ? (
        <button
          type="button"
          className={styles['undo']}
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation()
            void import('./sendCommands.ts').then(({ takeBack }) => takeBack(client, id))
          }}
        >
          {t('deliveries.takeBack')}
        </button>
      ) : null}
    </span>
  )
}
