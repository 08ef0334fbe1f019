import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../api/failure.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { Banner } from '../ui/Banner.tsx'
import { FailureBanner } from '../ui/FailureBanner.tsx'
import styles from './ComposeBody.module.css'
import { type LetterWarning, mustBeCorrected } from './letter-warnings.ts'
import type { Writing } from './useWriting.ts'

/** Above the foot, one at a time: what went wrong, else what speaks against sending. */
export function ComposeNotes({ writing, onPick }: { writing: Writing; onPick: () => void }) {
  const note = chooseNote(writing)
  if (!note) return null
  return (
    <div className={styles['notes']}>
      {note.kind === 'gone' ? <GoneNote /> : null}
      {note.kind === 'unsaved' ? <UnsavedNote failure={note.failure} /> : null}
      {note.kind === 'failure' ? <FailureBanner failure={note.failure} /> : null}
      {note.kind === 'size' ? <SizeNote writing={writing} /> : null}
      {note.kind === 'warning' ? <WarningNote warning={note.warning} writing={writing} onPick={onPick} /> : null}
    </div>
  )
}

type Note =
  | { kind: 'gone' }
  | { kind: 'unsaved' | 'failure'; failure: Failure }
  | { kind: 'size' }
  | { kind: 'warning'; warning: LetterWarning }

function chooseNote({ view: { state }, failure, files, warning }: Writing): Note | null {
  if (state.kind === 'gone') return { kind: 'gone' }
  if (state.kind === 'failed') return { kind: 'unsaved', failure: state.failure }
  if (failure) return { kind: 'failure', failure }
  if (files.limit > 0 && files.size > files.limit) return { kind: 'size' }
  return warning ? { kind: 'warning', warning } : null
}

function GoneNote() {
  const { t } = useTranslation()
  return (
    <Banner icon={IconAlertTriangle} tone="bad">
      {t('compose.gone')}
    </Banner>
  )
}

function UnsavedNote({ failure }: { failure: Failure }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const place = useRouterState({ select: ({ location }) => location.href })
  const isOver = failure.code === 'SIGN_IN_REQUIRED'
  return (
    <Banner
      icon={IconAlertTriangle}
      tone="bad"
      actions={
        isOver ? (
          <Button size="xs" variant="subtle" onClick={() => void navigate({ to: '/sign-in', search: { next: place } })}>
            {t('compose.signInAgain')}
          </Button>
        ) : null
      }
    >
      <strong>{t(`errors.${failure.code}.cause`)}</strong> {t('compose.keptHere')}
    </Banner>
  )
}

function SizeNote({ writing: { files } }: { writing: Writing }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <Banner icon={IconAlertTriangle} tone="bad">
      {t('compose.tooLarge', { size: formats.bytes(files.size), limit: formats.bytes(files.limit) })}
    </Banner>
  )
}

interface WarningNoteProps {
  warning: LetterWarning
  writing: Writing
  onPick: () => void
}

function WarningNote({ warning, writing: { overrule, wasAsked }, onPick }: WarningNoteProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const showAnswer = () => {
    if (warning.kind === 'answered') void navigate({ to: '/', search: { interaction: warning.answer.id } })
  }
  const mend = {
    badAddress: null,
    noRecipients: null,
    answered: showAnswer,
    noAttachment: onPick,
    noSubject: focusSubject,
  }[warning.kind]
  const mendWord = {
    badAddress: null,
    noRecipients: null,
    answered: 'showAnswer',
    noAttachment: 'attachShort',
    noSubject: 'writeSubject',
  } as const
  const word = mendWord[warning.kind]
  return (
    <Banner
      icon={IconAlertTriangle}
      tone="warn"
      actions={
        <>
          {mend && word ? (
            <Button size="xs" variant="subtle" onClick={mend}>
              {t(`compose.${word}`)}
            </Button>
          ) : null}
          {mustBeCorrected(warning) ? null : (
            <Button size="xs" variant="subtle" onClick={() => overrule(warning.kind)}>
              {t(wasAsked ? 'compose.sendAnyway' : 'compose.asIntended')}
            </Button>
          )}
        </>
      }
    >
      <span role="status">
        <WarningText warning={warning} />
      </span>
    </Banner>
  )
}

function WarningText({ warning }: { warning: LetterWarning }) {
  const { t } = useTranslation()
  if (warning.kind === 'badAddress') {
    return t('compose.warnBadAddress', {
      address: warning.address,
      problem: t(`recipientProblems.${warning.problem}`),
    })
  }
  if (warning.kind === 'answered') return t('compose.warnAnswered', { name: warning.answer.name })
  if (warning.kind === 'noAttachment') return t('compose.warnNoAttachment', { words: warning.words })
  return t(warning.kind === 'noSubject' ? 'compose.warnNoSubject' : 'compose.warnNoRecipients')
}

/** Of the window in which the button was pressed. */
function focusSubject(event: { currentTarget: Element }): void {
  event.currentTarget.closest('[role="dialog"]')?.querySelector<HTMLElement>('[data-subject]')?.focus()
}
