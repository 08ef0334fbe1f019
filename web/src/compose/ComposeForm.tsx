import { lazy, type RefObject, Suspense, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './ComposeBody.module.css'
import { ComposeFields } from './ComposeFields.tsx'
import { ComposeFoot } from './ComposeFoot.tsx'
import { ComposeNotes } from './ComposeNotes.tsx'
import { ConflictPanel } from './ConflictPanel.tsx'
import { DraftFileCards } from './DraftFileCards.tsx'
import { isInside } from './own-events.ts'
import { PlainEditor } from './PlainEditor.tsx'
import { QuotedLetter } from './QuotedLetter.tsx'
import { useWindowDrop } from './useWindowDrop.ts'
import type { Writing } from './useWriting.ts'

const RichEditor = lazy(async () => ({ default: (await import('./RichEditor.tsx')).RichEditor }))

/** Everything between the title and the lower edge: fields, text, files, warning, foot. */
export function ComposeForm({ writing }: { writing: Writing }) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const { over, ...drop } = useWindowDrop({ onFiles: writing.files.add, onLetters: writing.addLetters })
  const { state } = writing.view
  const pick = () => picker.current?.click()
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !isInside(event)) return
        event.preventDefault()
        writing.send()
      }}
      {...drop}
    >
      <ComposeFields writing={writing} />
      {state.kind === 'conflict' ? (
        <ConflictPanel writing={writing} theirs={state.theirs} />
      ) : (
        <LetterText writing={writing} onPick={pick} />
      )}
      <DraftFileCards writing={writing} />
      <ComposeNotes writing={writing} onPick={pick} />
      <ComposeFoot writing={writing} onPick={pick} />
      <FilePicker inputRef={picker} onChoose={writing.files.add} />
      {over ? (
        <div className={styles['drop']}>{t(over === 'files' ? 'compose.dropHere' : 'compose.dropLetters')}</div>
      ) : null}
    </form>
  )
}

function LetterText({ writing, onPick }: { writing: Writing; onPick: () => void }) {
  const { t } = useTranslation()
  const { view, fields, isHtml, change, files, interaction } = writing
  const startsHere = interaction.draft?.mode !== 'new' && fields.to.length > 0
  const quoted = <QuotedLetter writing={writing} />
  if (!isHtml) {
    return (
      <PlainEditor
        key={view.edition}
        text={fields.text}
        onChange={(text) => change({ text })}
        onFiles={files.add}
        isFirst={startsHere}
      >
        {quoted}
      </PlainEditor>
    )
  }
  return (
    <Suspense fallback={<div className={styles['waiting']}>{t('frame.loading')}</div>}>
      <RichEditor
        key={view.edition}
        html={fields.html ?? ''}
        onChange={(html) => change({ html })}
        onFiles={files.add}
        onPictures={files.addPictures}
        onPick={onPick}
        isFirst={startsHere}
      >
        {quoted}
      </RichEditor>
    </Suspense>
  )
}

interface FilePickerProps {
  inputRef: RefObject<HTMLInputElement | null>
  onChoose: (files: readonly File[]) => void
}

function FilePicker({ inputRef, onChoose }: FilePickerProps) {
  const { t } = useTranslation()
  return (
    <input
      ref={inputRef}
      type="file"
      multiple
      hidden
      aria-label={t('compose.attach')}
      onChange={(event) => {
        onChoose([...(event.currentTarget.files ?? [])])
        event.currentTarget.value = ''
      }}
    />
  )
}
