import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery, Interaction, Participant } from '../api/wire-types.ts'
import { defects as defectWords } from '../i18n/en/letter.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { fullName } from '../interactions/participants.ts'
import { Dialog } from '../ui/Dialog.tsx'
import styles from './LetterProperties.module.css'
import { peopleOf } from './people-of.ts'
import { RawHeader } from './RawHeader.tsx'

interface LetterPropertiesProps {
  interaction: Interaction
  onClose: () => void
}

interface Fact {
  name: string
  value: string
  isCode?: boolean
}

const shownPeople = 20

/** The header below has all of them. */
function firstOf(people: readonly Participant[], more: (left: number) => string): string {
  const lines = people.slice(0, shownPeople).map(fullName)
  return [...lines, ...(people.length > shownPeople ? [more(people.length - shownPeople)] : [])].join('\n')
}

type DefectCode = keyof typeof defectWords

function isDefectCode(code: string): code is DefectCode {
  return Object.hasOwn(defectWords, code)
}

/** What is known of a letter beside its text. */
export function LetterProperties({ interaction, onClose }: LetterPropertiesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { account, folders, messageId, date, receivedAt, size, defects, delivery, id } = interaction
  const people = peopleOf(interaction).map(({ role, people: all }) => ({
    name: t(`letter.${role}`),
    value: firstOf(all, (left) => t('letter.morePeople', { count: left })),
  }))
  const facts = [
    { name: t('letter.subject'), value: interaction.subject || t('letter.none') },
    { name: t('letter.from'), value: interaction.from.map(fullName).join('\n') || t('letter.none') },
    ...people,
    { name: t('letter.account'), value: account?.name ?? t('letter.none') },
    { name: t('letter.folders'), value: folders.map(({ path }) => path).join(', ') || t('letter.none') },
    { name: t('letter.date'), value: formats.exact(new Date(date)) },
    { name: t('letter.received'), value: formats.exact(new Date(receivedAt)) },
    { name: t('letter.size'), value: formats.bytes(size) },
    { name: t('letter.messageId'), value: messageId ?? t('letter.none'), isCode: true },
  ]
  return (
    <Dialog title={t('letter.properties')} width={680} onClose={onClose}>
      <dl className={styles['facts']}>
        {facts.map(({ name, value, isCode }: Fact) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd data-code={isCode}>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {delivery ? <Recipients delivery={delivery} /> : null}
      {defects.length > 0 ? (
        <section className={styles['defects']}>
          <h3>{t('letter.defects')}</h3>
          <ul>
            {[...new Set(defects)].map((code) => (
              <li key={code}>{isDefectCode(code) ? t(`defects.${code}`) : code}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <RawHeader id={id} />
    </Dialog>
  )
}

/** How it stands with each addressee, in the server's own words where it had any. */
function Recipients({ delivery: { recipients } }: { delivery: Delivery }) {
  const { t } = useTranslation()
  return (
    <section className={styles['defects']}>
      <h3>{t('letter.delivery')}</h3>
      <ul>
        {recipients.map(({ kind, name, address, state, replyCode, detail }) => (
          <li key={`${kind} ${address}`}>
            <bdi>{fullName({ name, address })}</bdi>: {t(`letter.recipientStates.${state}`)}
            {detail ? ` — ${replyCode === null ? '' : `${replyCode} `}${detail}` : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
