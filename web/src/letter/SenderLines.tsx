import { useTranslation } from 'react-i18next'
import type { Interaction } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { fullName, nameOf, namesOf } from '../interactions/participants.ts'
import { Avatar } from '../ui/Avatar.tsx'
import styles from './SenderLines.module.css'

/** Who wrote, to whom and when. */
export function SenderLines({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { from, date } = interaction
  const sender = from[0]
  const name = sender ? nameOf(sender) : t('list.noSender')
  const when = new Date(date)
  return (
    <div className={styles['lines']}>
      <Avatar name={name} of={sender?.address ?? ''} size="large" />
      <div className={styles['words']}>
        <div className={styles['first']}>
          <b>{from.length > 1 ? namesOf(from) : name}</b>
          {sender && sender.address !== name ? <span className={styles['address']}>{sender.address}</span> : null}
          <time dateTime={date} title={formats.exact(when)}>
            {formats.moment(when)}
          </time>
        </div>
        <Recipients interaction={interaction} />
      </div>
    </div>
  )
}

function Recipients({ interaction: { to, cc, bcc, replyTo, from } }: { interaction: Interaction }) {
  const { t } = useTranslation()
  const fromAddresses = new Set(from.map(({ address }) => address.toLowerCase()))
  const otherReplies = replyTo.filter(({ address }) => !fromAddresses.has(address.toLowerCase()))
  const parts = [
    to.length > 0 ? { text: t('letter.to', { names: namesOf(to) }), people: to } : null,
    cc.length > 0 ? { text: t('letter.cc', { names: namesOf(cc) }), people: cc } : null,
    bcc.length > 0 ? { text: t('letter.bcc', { names: namesOf(bcc) }), people: bcc } : null,
    otherReplies.length > 0
      ? { text: t('letter.replyTo', { names: namesOf(otherReplies) }), people: otherReplies }
      : null,
  ].filter((part) => part !== null)
  if (parts.length === 0) return <div className={styles['recipients']}>{t('letter.noAddressees')}</div>
  return (
    <div className={styles['recipients']} title={parts.flatMap(({ people }) => people.map(fullName)).join('\n')}>
      {parts.map(({ text }) => text).join('; ')}
    </div>
  )
}
