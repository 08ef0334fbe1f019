import { useViewportSize } from '@mantine/hooks'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsNarrow } from '../ui/useIsNarrow.ts'
import styles from './ComposeDock.module.css'
import { ComposeWindow } from './ComposeWindow.tsx'
import { foldedKeys } from './dock-room.ts'
import type { OpenDraft } from './open-drafts.ts'

/** The windows in which letters are written, along the lower edge. */
export function ComposeDock({ drafts }: { drafts: readonly OpenDraft[] }) {
  const { t } = useTranslation()
  const { width } = useViewportSize()
  const isNarrow = useIsNarrow()
  const shown = drafts.filter(({ isLeaving }) => !isLeaving)
  const folded = foldedKeys(shown, isNarrow ? 0 : width)
  const open = shown.filter(({ key }) => !folded.has(key))
  const isPage = open.length > 0 && (isNarrow || open.some(({ look }) => look === 'full'))
  // Words about what was done keep clear of what is being written.
  useNoticeRoom(isPage ? 'page' : open.length > 0 ? `${open.length}` : '')
  return (
    <section className={styles['dock']} aria-label={t('compose.windows')} data-page={isPage}>
      {drafts.map((draft) => (
        <ComposeWindow key={draft.key} draft={draft} isFolded={folded.has(draft.key)} order={drafts.indexOf(draft)} />
      ))}
    </section>
  )
}

function useNoticeRoom(room: string): void {
  useEffect(() => {
    document.documentElement.dataset['composing'] = room
    return () => {
      delete document.documentElement.dataset['composing']
    }
  }, [room])
}
