import { type DragEvent, type MouseEvent, memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery, InteractionItem } from '../api/wire-types.ts'
import check from '../ui/Check.module.css'
import { cellRole, rowProps } from '../ui/grid-roles.ts'
import { Icon } from '../ui/Icon.tsx'
import { joinClasses } from '../ui/join-classes.ts'
import { FirstLine } from './FirstLine.tsx'
import styles from './InteractionRow.module.css'
import { kindIcon } from './kind-icon.ts'
import { type RowState, rowStateOf } from './row-state.ts'
import { SecondLine } from './SecondLine.tsx'
import { useDelivery } from './useDelivery.ts'

export interface RowActions {
  open(item: InteractionItem, event: MouseEvent): void
  check(item: InteractionItem, event: MouseEvent): void
  openThread(item: InteractionItem, isOpen: boolean): void
  reply(item: InteractionItem): void
  markReviewed(item: InteractionItem): void
  postpone(item: InteractionItem): void
  drag(item: InteractionItem, event: DragEvent): void
}

interface InteractionRowProps {
  item: InteractionItem
  /** A letter of a thread that was opened in place. */
  isInside: boolean
  /** Null where there is no thread to open. */
  isOpen: boolean | null
  /** Account that this copy of a letter came to, where others stand beside it. */
  copyIn: string | null
  isOneLine: boolean
  /** Somebody is responsible for some row of the list. */
  isAssigned: boolean
  isSelected: boolean
  isChecked: boolean
  isFresh: boolean
  reviewFlags: boolean
  words: readonly string[]
  actions: RowActions
}

/** What the lines of a row are drawn from. */
export interface RowParts extends InteractionRowProps {
  state: RowState
  delivery: Delivery | null
}

/** One interaction in the list: who, what, when, and where it stands. */
export const InteractionRow = memo(function InteractionRow(props: InteractionRowProps) {
  // Few letters are on their way at once: only their rows follow how sending stands.
  return props.item.status === 'outgoing' ? <OutgoingRow {...props} /> : <PlainRow {...props} delivery={null} />
})

function OutgoingRow(props: InteractionRowProps) {
  return <PlainRow {...props} delivery={useDelivery(props.item.id)} />
}

function PlainRow(props: InteractionRowProps & { delivery: Delivery | null }) {
  const { item, isSelected, isChecked, isFresh, isInside, isOpen, isOneLine, reviewFlags, actions, delivery } = props
  // Of an opened thread each letter stands for itself.
  const own = isOpen === true ? { ...item, thread: null } : item
  const state = rowStateOf(delivery ? { ...own, sending: sendingOf(delivery) } : own, reviewFlags, Date.now())
  const parts = { ...props, state }
  return (
    <div
      {...rowProps(`row-${item.id}`, {
        isSelected,
        onClick: (event) => actions.open(item, event),
        onDragStart: (event) => actions.drag(item, event),
      })}
      className={styles['row']}
      data-unreviewed={state.isUnreviewed || (state.hasFailed && item.status === 'outgoing')}
      data-failed={state.hasFailed}
      data-checked={isChecked}
      data-fresh={isFresh}
      data-inside={isInside}
      data-oneline={isOneLine}
    >
      <KindCell {...parts} />
      <div {...cellRole} className={styles['lines']}>
        <FirstLine {...parts} />
        <SecondLine {...parts} />
      </div>
    </div>
  )
}

function sendingOf({ state }: Delivery): InteractionItem['sending'] {
  return state === 'sent' || state === 'cancelled' ? null : state
}

function KindCell({ item, isChecked, actions, state }: RowParts) {
  const { t } = useTranslation()
  return (
    <div {...cellRole} className={styles['kind']} data-checked={isChecked}>
      <span className={styles['kindIcon']}>
        <Icon of={kindIcon(item)} size={18} />
      </span>
      {state.isUnreviewed ? <span className={styles['hidden']}>{t('list.toReviewMark')}</span> : null}
      <input
        type="checkbox"
        className={joinClasses(check['box'], styles['box'])}
        checked={isChecked}
        tabIndex={-1}
        aria-label={item.subject || t('list.noSubject')}
        onClick={(event) => {
          event.stopPropagation()
          actions.check(item, event)
        }}
        onChange={() => {}}
      />
    </div>
  )
}
