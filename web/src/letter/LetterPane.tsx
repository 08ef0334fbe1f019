import { IconMailOpened } from '@tabler/icons-react'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, type RefObject, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { interactionQuery } from '../interactions/interaction-queries.ts'
import type { Neighbours } from '../interactions/neighbours.ts'
import { FailurePlaceholder } from '../ui/FailurePlaceholder.tsx'
import { Key } from '../ui/Key.tsx'
import { Placeholder } from '../ui/Placeholder.tsx'
import styles from './LetterPane.module.css'
import { LetterSkeleton } from './LetterSkeleton.tsx'

const loadLetter = () => import('./Letter.tsx')
const Letter = lazy(async () => ({ default: (await loadLetter()).Letter }))

interface LetterPaneProps {
  id: string | undefined
  neighbours: Neighbours
  paneRef: RefObject<HTMLElement | null>
  onOpen: (id: string) => void
}

export function LetterPane({ id, neighbours, paneRef, onOpen }: LetterPaneProps) {
  const { t } = useTranslation()
  // Before the first click, but after the list.
  useEffect(() => void loadLetter(), [])
  return (
    <section ref={paneRef} className={styles['pane']} aria-label={t('letter.pane')} tabIndex={-1}>
      {id === undefined ? (
        <Placeholder icon={IconMailOpened} title={t('empty.chooseTitle')}>
          {t('empty.chooseText')} <Key>J</Key> <Key>K</Key>
        </Placeholder>
      ) : (
        <Opened id={id} neighbours={neighbours} onOpen={onOpen} />
      )}
    </section>
  )
}

function Opened({ id, neighbours, onOpen }: Omit<LetterPaneProps, 'id' | 'paneRef'> & { id: string }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  // The letter before stays until this one is there: an empty pane between them would flicker.
  const letter = useQuery({ ...interactionQuery(id), placeholderData: keepPreviousData })
  const { previous, next } = neighbours
  const isHere = letter.data !== undefined && !letter.isPlaceholderData
  useEffect(() => {
    if (!isHere) return
    // The next one is already here when its key is pressed.
    for (const one of [next, previous]) if (one !== undefined) client.query(interactionQuery(one)).catch(() => {})
  }, [client, isHere, next, previous])
  if (letter.data) {
    return (
      <Suspense fallback={<LetterSkeleton />}>
        <div className={styles['opened']} data-stale={!isHere} inert={!isHere} aria-busy={!isHere}>
          <Letter key={letter.data.id} interaction={letter.data} neighbours={neighbours} onOpen={onOpen} />
        </div>
      </Suspense>
    )
  }
  if (letter.error) {
    return (
      <FailurePlaceholder title={t('letter.failed')} failure={letter.error} onRetry={() => void letter.refetch()} />
    )
  }
  return <LetterSkeleton />
}
