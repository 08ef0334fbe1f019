import { type DragEvent, lazy, type RefObject, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './ComposeBody.module.css'
import { ComposeFields } from './ComposeFields.tsx'
import { ComposeFoot } from './ComposeFoot.tsx'
import { ComposeNotes } from './ComposeNotes.tsx'
import { ConflictPanel } from './ConflictPanel.tsx'
import { DraftFileCards } from './DraftFileCards.tsx'
import { PlainEditor } from './PlainEditor.tsx'
import { QuotedLetter } from './QuotedLetter.tsx'
import type { Writing } from './useWriting.ts'

const RichEditor = lazy(async () => ({ default: (await import('./RichEditor.tsx')).RichEditor }))

/** Everything between the title and the lower edge: fields, text, files, warning, foot. */
export function ComposeForm({ writing }: { writing: Writing }) {
  const { t } = useTranslation()
  const picker = useRef<HTMLInputElement>(null)
  const { isOver, ...drop } = useFileDrop(writing.files.add)
  const { state } = writing.view
  const pick = () => picker.current?.click()
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
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
      {isOver ? <div className={styles['drop']}>{t('compose.dropHere')}</div> : null}
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

/** Files that are dragged over the window are attached where they fall. */
function useFileDrop(onFiles: (files: readonly File[]) => void) {
  const [isOver, setOver] = useState(false)
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  return {
    isOver,
    onDragOver: (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      const { relatedTarget } = event
      if (!(relatedTarget instanceof Node) || !event.currentTarget.contains(relatedTarget)) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      onFiles([...event.dataTransfer.files])
    },
  }
}
