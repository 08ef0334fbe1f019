import { IconAlertCircle, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameOf } from '../interactions/participants.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './ComposeFields.module.css'
import { problemOf, type Recipient } from './recipient-input.ts'
import { shownPeople } from './shown-people.ts'
import { useRecipientInput } from './useRecipientInput.ts'

interface RecipientFieldProps {
  label: string
  people: readonly Recipient[]
  onChange: (people: readonly Recipient[]) => void
  /** Writing begins here. */
  isFirst?: boolean
  /** It was just asked for. */
  takesFocus?: boolean
  /** At the end of the line. */
  children?: ReactNode
}

/** One line of recipients: what is typed becomes a chip, what was wrong is typed again. */
export function RecipientField({ label, people, onChange, isFirst, takesFocus, children }: RecipientFieldProps) {
  const id = useId()
  const [input, setInput] = useState<HTMLInputElement | null>(null)
  const model = useRecipientInput(people, onChange, input)
  useEffect(() => {
    if (takesFocus) input?.focus()
  }, [takesFocus, input])
  const firstBad = people.map(({ address }) => problemOf(address)).find((problem) => problem !== null)
  const { t } = useTranslation()
  const [isWhole, setWhole] = useState(false)
  const { shown, hidden } = shownPeople(people, isWhole)
  return (
    <div className={styles['field']} data-recipients>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      <div className={styles['people']}>
        {shown.map(({ person, index }) => (
          <Chip
            key={person.address}
            person={person}
            onEdit={() => model.edit(index)}
            onRemove={() => model.remove(index)}
          />
        ))}
        {hidden > 0 ? (
          <button type="button" className={styles['chipMore']} onClick={() => setWhole(true)}>
            {t('compose.morePeople', { count: hidden })}
          </button>
        ) : null}
        {firstBad ? <span className={styles['problem']}>{t(`recipientProblems.${firstBad}`)}</span> : null}
        <input
          ref={setInput}
          id={id}
          className={styles['typing']}
          data-autofocus={isFirst}
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-autocomplete="list"
          aria-expanded={model.suggestions.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={model.active < 0 ? undefined : `${id}-${model.active}`}
          {...model.inputProps}
        />
      </div>
      {children ? <span className={styles['extras']}>{children}</span> : null}
      <Suggestions id={id} model={model} />
    </div>
  )
}

interface ChipProps {
  person: Recipient
  onEdit: () => void
  onRemove: () => void
}

function Chip({ person, onEdit, onRemove }: ChipProps) {
  const { t } = useTranslation()
  const problem = problemOf(person.address)
  const name = nameOf(person)
  return (
    <span className={styles['chip']} data-bad={problem !== null} title={person.address}>
      {problem ? <Icon of={IconAlertCircle} size={14} /> : <Avatar name={name} of={person.address} />}
      <button type="button" className={styles['chipName']} tabIndex={-1} onClick={onEdit}>
        {name}
      </button>
      <button
        type="button"
        className={styles['chipRemove']}
        tabIndex={-1}
        aria-label={t('compose.remove', { name })}
        onClick={onRemove}
      >
        <Icon of={IconX} size={12} />
      </button>
    </span>
  )
}

function Suggestions({ id, model }: { id: string; model: ReturnType<typeof useRecipientInput> }) {
  const { t } = useTranslation()
  const { suggestions, active } = model
  return (
    <div
      id={`${id}-list`}
      className={styles['suggestions']}
      role="listbox"
      aria-label={t('compose.suggestions')}
      hidden={suggestions.length === 0}
    >
      {suggestions.map((person, index) => (
        <div
          key={person.address}
          id={`${id}-${index}`}
          className={styles['suggestion']}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The field keeps the focus, so that what is typed is not lost.
          onPointerDown={(event) => {
            event.preventDefault()
            model.choose(person)
          }}
        >
          <Avatar name={nameOf(person)} of={person.address} />
          <span className={styles['suggestionName']}>{nameOf(person)}</span>
          {person.name ? <span className={styles['suggestionAddress']}>{person.address}</span> : null}
        </div>
      ))}
    </div>
  )
}
