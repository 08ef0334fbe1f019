import { ActionIcon } from '@mantine/core'
import { IconArrowsDiagonal, IconArrowsDiagonalMinimize2, IconChevronUp, IconMinus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '../api/wire-types.ts'
import { interactionQuery } from '../interactions/interaction-queries.ts'
import { FailurePlaceholder } from '../ui/FailurePlaceholder.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Tip } from '../ui/Tip.tsx'
import { useIsNarrow } from '../ui/useIsNarrow.ts'
import styles from './ComposeDock.module.css'
import { ComposeForm } from './ComposeForm.tsx'
import { bringForward, changeDraft, closeDraft, type OpenDraft, settleFocus } from './open-drafts.ts'
import { isInside } from './own-events.ts'
import { SavedWord } from './SavedWord.tsx'
import { useWriting } from './useWriting.ts'

interface WindowProps {
  draft: OpenDraft
  isFolded: boolean
  /** Its place in the row; the nodes themselves stay where they are, so that nothing in them loads anew. */
  order: number
}

export function ComposeWindow(props: WindowProps) {
  const { draft } = props
  const { t } = useTranslation()
  const letter = useQuery({ ...interactionQuery(draft.id ?? ''), enabled: draft.id !== null })
  if (letter.data) return <Written {...props} interaction={letter.data} />
  return (
    <Shell {...props} title={t('compose.titleNew')} word={null} onClose={() => closeDraft(draft.key)}>
      {letter.error ? (
        <FailurePlaceholder
          title={t('compose.openFailed')}
          failure={letter.error}
          onRetry={() => void letter.refetch()}
        />
      ) : (
        <p className={styles['starting']} role="status">
          {t('compose.starting')}
        </p>
      )}
    </Shell>
  )
}

function Written(props: WindowProps & { interaction: Interaction }) {
  const { draft, interaction } = props
  const writing = useWriting(draft, interaction)
  const title = useTitle(interaction, writing.fields.subject)
  useEffect(settleFocus, [])
  return (
    <Shell {...props} title={title} word={<SavedWord state={writing.view.state} />} onClose={writing.close}>
      <ComposeForm writing={writing} />
    </Shell>
  )
}

function useTitle({ draft }: Interaction, subject: string): string {
  const { t } = useTranslation()
  const bare = subject.replace(/^(?:(?:re|fwd?)\s*:\s*)+/i, '').trim()
  if (bare === '' || !draft) return t('compose.titleNew')
  if (draft.mode === 'reply' || draft.mode === 'reply-all') return t('compose.titleReply', { subject: bare })
  return draft.mode === 'new' ? subject : t('compose.titleForward', { subject: bare })
}

interface ShellProps extends WindowProps {
  title: string
  word: ReactNode
  onClose: () => void
  children: ReactNode
}

function Shell({ draft, isFolded, order, title, word, onClose, children }: ShellProps) {
  const isNarrow = useIsNarrow()
  const isFull = draft.look === 'full' && !isFolded
  return (
    <section
      id={draft.key}
      className={styles['window']}
      role="dialog"
      aria-label={title}
      data-look={isFolded ? 'folded' : isFull || isNarrow ? 'full' : 'window'}
      hidden={draft.isLeaving}
      style={{ order }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented || !isInside(event)) return
        event.stopPropagation()
        onClose()
      }}
    >
      <header className={styles['head']}>
        {isFolded ? (
          <button type="button" className={styles['unfold']} onClick={() => bringForward(draft.key)}>
            <b>{title}</b>
          </button>
        ) : (
          <b className={styles['title']}>{title}</b>
        )}
        <span className={styles['word']}>{word}</span>
        <HeadButtons draft={draft} isFolded={isFolded} isFull={isFull} onClose={onClose} />
      </header>
      <div className={styles['inside']} hidden={isFolded}>
        {children}
      </div>
    </section>
  )
}

function HeadButtons({
  draft: { key },
  isFolded,
  isFull,
  onClose,
}: Pick<ShellProps, 'draft' | 'isFolded' | 'onClose'> & { isFull: boolean }) {
  const { t } = useTranslation()
  const isNarrow = useIsNarrow()
  const fold = () => changeDraft(key, { look: 'folded' })
  return (
    <>
      {isFolded ? (
        <HeadButton icon={IconChevronUp} label={t('compose.unfold')} run={() => bringForward(key)} />
      ) : (
        <HeadButton icon={IconMinus} label={t('compose.fold')} run={fold} />
      )}
      {isFolded || isNarrow ? null : (
        <HeadButton
          icon={isFull ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal}
          label={t(isFull ? 'compose.window' : 'compose.full')}
          run={() => {
            changeDraft(key, { look: isFull ? 'window' : 'full' })
            bringForward(key)
          }}
        />
      )}
      <HeadButton icon={IconX} label={t('compose.close')} keys={['Esc']} run={onClose} />
    </>
  )
}

interface HeadButtonProps {
  icon: typeof IconX
  label: string
  keys?: readonly string[]
  run: () => void
}

function HeadButton({ icon, label, keys, run }: HeadButtonProps) {
  return (
    <Tip label={label} keys={keys}>
      <ActionIcon size="xs" aria-label={label} onClick={run}>
        <Icon of={icon} />
      </ActionIcon>
    </Tip>
  )
}
