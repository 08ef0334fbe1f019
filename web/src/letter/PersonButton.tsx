import { useTranslation } from 'react-i18next'
import type { Participant } from '../api/wire-types.ts'
import { fullName, nameOf } from '../interactions/participants.ts'
import { Tip } from '../ui/Tip.tsx'
import { Unseen } from '../ui/Unseen.tsx'
import { copyText } from './copy-text.ts'
import styles from './People.module.css'

interface PersonButtonProps {
  person: Participant
  shows: 'name' | 'address' | 'both'
}

/** Somebody of a letter; a click takes the address. */
export function PersonButton({ person, shows }: PersonButtonProps) {
  const { t } = useTranslation()
  const { address } = person
  const shown = { name: nameOf(person), address, both: fullName(person) }[shows]
  const copy = () =>
    copyText(address, {
      done: t('letter.addressCopied', { address }),
      failed: t('letter.copyFailed', { text: address }),
    })
  return (
    <Tip label={shows === 'name' ? fullName(person) : t('letter.copyAddress')}>
      <button type="button" className={styles['person']} data-shows={shows} onClick={() => void copy()}>
        <bdi>{shown}</bdi>
        <Unseen> {t('letter.copyAddress')}</Unseen>
      </button>
    </Tip>
  )
}
