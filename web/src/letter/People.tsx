import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interaction, Participant } from '../api/wire-types.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './People.module.css'
import { PersonButton } from './PersonButton.tsx'
import { type PeopleRole, peopleOf } from './people-of.ts'

const shownAtOnce = 3

/** To whom a letter went: a few names in a line, all of them with their addresses behind a count. */
export function People({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation()
  const [isWhole, setWhole] = useState(false)
  const groups = peopleOf(interaction)
  if (groups.length === 0) return <div className={styles['people']}>{t('letter.noAddressees')}</div>
  const toggle = (
    <button
      type="button"
      className={styles['toggle']}
      aria-expanded={isWhole}
      aria-label={t('letter.details')}
      onClick={() => setWhole(!isWhole)}
    >
      <Icon of={isWhole ? IconChevronUp : IconChevronDown} size={14} />
    </button>
  )
  if (isWhole) {
    return (
      <div className={styles['people']}>
        {groups.map((group) => (
          <AllOf key={group.role} {...group} />
        ))}
        {toggle}
      </div>
    )
  }
  return (
    <div className={styles['people']}>
      {groups.map(({ role, people }, index) => (
        <Fragment key={role}>
          {index > 0 ? '; ' : null}
          {t(`letter.${role}`)} <FewOf people={people} onMore={() => setWhole(true)} />
        </Fragment>
      ))}{' '}
      {toggle}
    </div>
  )
}

function FewOf({ people, onMore }: { people: readonly Participant[]; onMore: () => void }) {
  const { t } = useTranslation()
  // One more is said as quickly as counted.
  const few = people.length > shownAtOnce + 1 ? people.slice(0, shownAtOnce) : people
  const left = people.length - few.length
  return (
    <>
      {few.map((person, index) => (
        <Fragment key={`${person.address} ${person.name}`}>
          {index > 0 ? ', ' : null}
          <PersonButton person={person} shows="name" />
        </Fragment>
      ))}
      {left > 0 ? (
        <>
          {' '}
          <button type="button" className={styles['more']} aria-expanded={false} onClick={onMore}>
            {t('letter.morePeople', { count: left })}
          </button>
        </>
      ) : null}
    </>
  )
}

function AllOf({ role, people }: { role: PeopleRole; people: readonly Participant[] }) {
  const { t } = useTranslation()
  return (
    <div className={styles['all']}>
      <span>{t(`letter.${role}`)}</span>
      <ul className={styles['list']}>
        {people.map((person) => (
          <li key={`${person.address} ${person.name}`}>
            <PersonButton person={person} shows="both" />
          </li>
        ))}
      </ul>
    </div>
  )
}
