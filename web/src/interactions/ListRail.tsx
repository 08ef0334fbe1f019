import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { DateBar } from './DateBar.tsx'
import { shapeOf, spanQuery } from './interaction-queries.ts'
import styles from './ListRail.module.css'
import type { InteractionList } from './useInteractionList.ts'

interface ListRailProps {
  list: InteractionList
  /** Of the first row on screen. */
  topDate: string
  /** The first row of the list is on screen. */
  isAtTop: boolean
  scroller: RefObject<HTMLDivElement | null>
}

/** What a long list has beside its rows: the bar of dates, and the way back to the newest. */
export function ListRail({ list, topDate, isAtTop, scroller }: ListRailProps) {
  const { t } = useTranslation()
  const { oldestFirst } = shapeOf(list.key)
  const { data: span } = useQuery(spanQuery(list.key))
  const jump = (to: Date | 'top' | 'bottom') => void list.jump(to)
  return (
    <>
      {span?.newest && span.oldest ? (
        <DateBar
          scale={{ newest: Date.parse(span.newest), oldest: Date.parse(span.oldest), oldestFirst }}
          time={Date.parse(topDate)}
          onJump={jump}
        />
      ) : null}
      {list.growth.failed === 'up' ? (
        <p className={styles['failure']} role="alert">
          {t('list.upFailed')}{' '}
          <button type="button" onClick={() => void list.growth.grow('up')}>
            {t('frame.retry')}
          </button>
        </p>
      ) : null}
      <ToNewest
        list={list}
        isAway={oldestFirst ? list.hasNext : !isAtTop}
        oldestFirst={oldestFirst}
        onGo={() => {
          if (!oldestFirst && !list.hasPrevious) scroller.current?.scrollTo(0, 0)
          else jump(oldestFirst ? 'bottom' : 'top')
        }}
      />
    </>
  )
}

interface ToNewestProps {
  list: InteractionList
  isAway: boolean
  oldestFirst: boolean
  onGo: () => void
}

/** Stands while one is away from the newest, with how many have arrived since. */
function ToNewest({ list: { arrived }, isAway, oldestFirst, onGo }: ToNewestProps) {
  const { t } = useTranslation()
  const [seen, setSeen] = useState(arrived)
  if (!isAway && seen !== arrived) setSeen(arrived)
  const count = arrived - seen
  if (!isAway) return null
  return (
    <button type="button" className={styles['newest']} data-arrived={count > 0} onClick={onGo}>
      <Icon of={oldestFirst ? IconArrowDown : IconArrowUp} size={14} />
      {count > 0 ? t('list.arrived', { count }) : t('list.toNewest')}
    </button>
  )
}
