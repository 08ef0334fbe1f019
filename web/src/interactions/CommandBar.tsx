import { ActionIcon, Button } from '@mantine/core'
import {
  IconArrowBackUp,
  IconCheck,
  IconFolderSymlink,
  IconLayoutSidebarLeftExpand,
  IconRefresh,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NewLetterButton } from '../compose/NewLetterButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Tip } from '../ui/Tip.tsx'
import styles from './CommandBar.module.css'
import { PostponeMenu } from './PostponeMenu.tsx'

interface CommandBarProps {
  title: string
  /** The tree is folded away: its title and a way to it stand here. */
  onShowTree: (() => void) | null
  /** Null while the flags are switched off: the commands are gone with them. */
  review: {
    canMark: boolean
    canClear: boolean
    markReviewed: () => void
    clearReviewed: () => void
    postpone: (until: Date) => void
    isPostponeOpen: boolean
    setPostponeOpen: (open: boolean) => void
  } | null
  move: (() => void) | null
  receive: { run: () => void; isRunning: boolean } | null
  search: ReactNode
}

export function CommandBar({ title, onShowTree, review, move, receive, search }: CommandBarProps) {
  const { t } = useTranslation()
  return (
    <div className={styles['bar']} role="toolbar" aria-label={t('list.commands')}>
      {onShowTree ? (
        <>
          <Tip label={t('tree.show')}>
            <ActionIcon aria-label={t('tree.show')} onClick={onShowTree}>
              <Icon of={IconLayoutSidebarLeftExpand} />
            </ActionIcon>
          </Tip>
          <h1 className={styles['title']}>{title}</h1>
          <span className={styles['divider']} />
        </>
      ) : null}
      <NewLetterButton />
      <span className={styles['divider']} />
      {review ? (
        <>
          <BarButton
            icon={IconCheck}
            label={t('list.reviewed')}
            keys={['E']}
            disabled={!review.canMark}
            onClick={review.markReviewed}
          />
          <PostponeMenu
            disabled={!review.canMark}
            onChoose={review.postpone}
            opened={review.isPostponeOpen}
            onChange={review.setPostponeOpen}
          />
          <BarButton
            icon={IconArrowBackUp}
            label={t('list.unreviewed')}
            keys={['Shift E']}
            disabled={!review.canClear}
            isLate
            onClick={review.clearReviewed}
          />
          <span className={styles['divider']} />
        </>
      ) : null}
      <BarButton
        icon={IconFolderSymlink}
        label={t('shortcuts.move')}
        word={t('moving.short')}
        keys={['M']}
        disabled={move === null}
        isLate
        onClick={() => move?.()}
      />
      {receive ? (
        <BarButton
          icon={IconRefresh}
          label={t('list.receive')}
          keys={['Shift R']}
          disabled={receive.isRunning}
          isLate
          onClick={receive.run}
        />
      ) : null}
      <div className={styles['search']}>{search}</div>
    </div>
  )
}

interface BarButtonProps {
  icon: typeof IconCheck
  label: string
  keys: readonly string[]
  disabled: boolean
  onClick: () => void
  /** Gives up its word first. */
  isLate?: boolean
  /** Shorter than the label, where that is long. */
  word?: string
}

/** A quiet command: icon and word; where room is short the words go from the right, and the tip says the rest. */
function BarButton({ icon, label, word = label, keys, disabled, onClick, isLate = false }: BarButtonProps) {
  return (
    <Tip label={label} keys={keys}>
      <Button
        variant="subtle"
        className={styles['command']}
        data-late={isLate}
        disabled={disabled}
        onClick={onClick}
        aria-label={label}
        leftSection={<Icon of={icon} />}
      >
        <span className={styles['word']}>{word}</span>
      </Button>
    </Tip>
  )
}
