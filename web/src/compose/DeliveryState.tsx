import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { type DeliveryWord, deliveryWord } from './delivery-word.ts'

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
