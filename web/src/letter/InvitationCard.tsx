import { IconCalendarEvent, IconMapPin, IconUser } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { fullName } from '../interactions/participants.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './InvitationCard.module.css'

type Invitation = NonNullable<Interaction['invitation']>
type When = NonNullable<Invitation['start']>

/** What an invitation says, to be read: nothing is answered or planned by it. */
export function InvitationCard({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation()
  const { method, summary, location, organizer, start, end, repeats } = invitation
  return (
    <section className={styles['card']} aria-label={t(`letter.invitation.${method}`)}>
      <h3 className={styles['kind']} data-off={method === 'cancel'}>
        {t(`letter.invitation.${method}`)}
      </h3>
      {summary ? (
        <p className={styles['summary']} data-off={method === 'cancel'}>
          <bdi>{summary}</bdi>
        </p>
      ) : null}
      <ul className={styles['facts']}>
        {start ? (
          <li>
            <Icon of={IconCalendarEvent} size={14} />
            <span>
              <Time start={start} end={end} />
              {repeats ? `, ${t('letter.invitation.repeats')}` : null}
            </span>
          </li>
        ) : null}
        {location ? (
          <li>
            <Icon of={IconMapPin} size={14} />
            <bdi>{location}</bdi>
          </li>
        ) : null}
        {organizer ? (
          <li>
            <Icon of={IconUser} size={14} />
            <bdi>{fullName(organizer)}</bdi>
          </li>
        ) : null}
      </ul>
    </section>
  )
}

function Time({ start, end }: { start: When; end: When | null }) {
  const { t } = useTranslation()
  const formats = useFormats()
  // A day and a time without a zone are read as they are written.
  const from = new Date(start.kind === 'date' ? `${start.at}T00:00:00` : start.at)
  if (start.kind === 'date') return formats.dayHead(from)
  const until = end && end.kind === start.kind ? new Date(end.at) : null
  const isOneDay = until?.toDateString() === from.toDateString()
  const till = until ? `–${isOneDay ? formats.time(until) : formats.moment(until)}` : ''
  const zone = start.kind === 'local' ? ` (${start.zone ?? t('letter.invitation.someZone')})` : ''
  return `${formats.dayHead(from)}, ${formats.time(from)}${till}${zone}`
}
