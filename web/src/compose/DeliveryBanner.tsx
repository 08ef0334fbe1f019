import { Button } from '@mantine/core'
import { IconAlertTriangle, IconSend2 } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { knownCode } from '../api/failure.ts'
import type { Delivery } from '../api/wire-types.ts'
import { nameOf } from '../interactions/participants.ts'
import { Banner } from '../ui/Banner.tsx'
import styles from './DeliveryBanner.module.css'
import { DeliveryWords, useDeliveryWord } from './DeliveryState.tsx'
import { canTakeBack } from './delivery-word.ts'
import { sendAgain, takeBack } from './sendCommands.ts'

/** Over a letter that has not left: how it stands, why, who was not reached, and what can be done. */
export function DeliveryBanner({ id, delivery }: { id: string; delivery: Delivery }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const said = useDeliveryWord(delivery)
  if (!said) return null
  const isBad = said.tone === 'bad'
  const isUnknown = said.word === 'unconfirmed'
  const actions = (
    <>
      {isBad ? (
        <Button size="xs" onClick={() => void sendAgain(client, id, isUnknown)}>
          {t(isUnknown ? 'deliveries.sendOnceMore' : 'deliveries.again')}
        </Button>
      ) : null}
      {canTakeBack(delivery) ? (
        <Button size="xs" variant="subtle" onClick={() => void takeBack(client, id)}>
          {t(isBad ? 'deliveries.edit' : 'deliveries.takeBack')}
        </Button>
      ) : null}
    </>
  )
  return (
    <Banner
      icon={isBad ? IconAlertTriangle : IconSend2}
      tone={isBad ? 'bad' : 'quiet'}
      actions={isBad ? undefined : actions}
    >
      <strong className={styles['word']}>
        <DeliveryWords said={said} />
        {isBad ? '. ' : ' '}
      </strong>
      {isUnknown ? t('deliveries.unconfirmedWhy') : <Reason delivery={delivery} />}
      {isBad ? <Unreached delivery={delivery} /> : null}
      {isBad ? <div className={styles['actions']}>{actions}</div> : null}
    </Banner>
  )
}

/** The cause with its remedy, then the server's own words. */
function Reason({ delivery: { failure } }: { delivery: Delivery }) {
  const { t } = useTranslation()
  if (!failure) return null
  const code = knownCode(failure.code) ?? 'UNEXPECTED'
  return (
    <>
      {t(`errors.${code}.cause`)} {t(`errors.${code}.remedy`)}
      <ServerWords code={failure.replyCode} words={failure.detail} />
    </>
  )
}

function ServerWords({ code, words }: { code: number | null; words: string }) {
  const { t } = useTranslation()
  if (words === '') return null
  return (
    <span className={styles['server']}>
      {t('deliveries.serverSaid')}:{' '}
      <code>{code === null || words.startsWith(`${code}`) ? words : `${code} ${words}`}</code>
    </span>
  )
}

function Unreached({ delivery: { state, recipients } }: { delivery: Delivery }) {
  const { t } = useTranslation()
  const unreached = recipients.filter((one) => one.state === 'refused' || one.state === 'deferred')
  if (unreached.length === 0 || (state !== 'partly' && recipients.length === 1)) return null
  return (
    <ul className={styles['people']} aria-label={t('deliveries.partlyWhy')}>
      {unreached.map((one) => (
        <li key={`${one.kind} ${one.address}`}>
          <b>{nameOf(one)}</b> {one.name ? one.address : null} —{' '}
          {t(one.state === 'refused' ? 'deliveries.refused' : 'deliveries.deferred')}
          <ServerWords code={one.replyCode} words={one.detail} />
        </li>
      ))}
    </ul>
  )
}
