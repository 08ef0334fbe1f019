import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { FailurePlaceholder } from '../ui/FailurePlaceholder.tsx'
import { EmptyList } from './EmptyList.tsx'
import { FilterRow } from './FilterRow.tsx'
import styles from './Home.module.css'
import { InteractionList } from './InteractionList.tsx'
import { ListSkeleton } from './ListSkeleton.tsx'
import type { HomeModel } from './useHome.ts'

interface ListPaneProps {
  name: string
  home: HomeModel
  words: readonly string[]
  paneRef: RefObject<HTMLElement | null>
  /** Undefined: all there is. */
  width: number | undefined
  otherInteractions: boolean
}

export function ListPane({ name, home, words, paneRef, width, otherInteractions }: ListPaneProps) {
  const { filter, change, checked, reviewFlags } = home
  return (
    <section
      ref={paneRef}
      className={styles['list']}
      style={width === undefined ? { flex: 1 } : { width }}
      aria-label={name}
    >
      <FilterRow
        filter={filter}
        reviewFlags={reviewFlags}
        otherInteractions={otherInteractions}
        onChange={(part) => change(part)}
        view={home.view}
        checked={checked.ids.size}
        onClearChecked={checked.clear}
      />
      <ListContent name={name} home={home} words={words} />
    </section>
  )
}

function ListContent({ name, home, words }: Pick<ListPaneProps, 'name' | 'home' | 'words'>) {
  const { t } = useTranslation()
  const { list, lines, view, filter, change, openId, checked, reviewFlags, actions } = home
  if (list.rows.length > 0) {
    return (
      <InteractionList
        key={JSON.stringify(list.key)}
        name={name}
        list={list}
        lines={lines}
        isCompact={view.isCompact}
        openId={openId}
        checked={checked.ids}
        words={words}
        reviewFlags={reviewFlags}
        actions={actions}
      />
    )
  }
  if (list.failure) {
    return <FailurePlaceholder title={t('empty.failedTitle')} failure={list.failure} onRetry={list.retry} />
  }
  if (list.isPending) return <ListSkeleton />
  return (
    <EmptyList
      filter={filter}
      onReset={() => change({ q: undefined, status: undefined, kind: undefined, direction: undefined })}
    />
  )
}
