import { IconShieldCheck, IconShieldX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { nameOf, namesOf } from '../interactions/participants.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Tip } from '../ui/Tip.tsx'
import { People } from './People.tsx'
import { PersonButton } from './PersonButton.tsx'
import styles from './SenderLines.module.css'

/** Who wrote, to whom and when. */
export function SenderLines({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { from, date, dkim } = interaction
  const sender = from[0]
  const name = sender ? nameOf(sender) : t('list.noSender')
  const when = new Date(date)
  return (
    <div className={styles['lines']}>
      <Avatar name={name} of={sender?.address ?? ''} size="large" />
      <div className={styles['words']}>
        <div className={styles['first']}>
          <b>
            <bdi>{from.length > 1 ? namesOf(from) : name}</bdi>
          </b>
          {sender ? (
            <span className={styles['address']} data-alone={sender.address === name}>
              <PersonButton person={sender} shows="address" />
            </span>
          ) : null}
          {dkim ? <Verdict {...dkim} /> : null}
          <Tip label={formats.exact(when)}>
            <time dateTime={date}>{formats.moment(when)}</time>
          </Tip>
        </div>
        <People interaction={interaction} />
      </div>
    </div>
  )
}

function Verdict({ result, domain }: NonNullable<Interaction['dkim']>) {
  const { t } = useTranslation()
  const isGood = result === 'pass'
  return (
    <Tip label={t(isGood ? 'letter.dkimPassHelp' : 'letter.dkimFailHelp', { domain })}>
      <span className={styles['verdict']} data-good={isGood}>
        <Icon of={isGood ? IconShieldCheck : IconShieldX} size={14} />
        {t(isGood ? 'letter.dkimPass' : 'letter.dkimFail')}
      </span>
    </Tip>
  )
}
