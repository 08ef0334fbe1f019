import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery, InteractionItem } from '../api/wire-types.ts'
import check from '../ui/Check.module.css'
import { cellRole, rowProps } from '../ui/grid-roles.ts'
import { Icon } from '../ui/Icon.tsx'
import { joinClasses } from '../ui/join-classes.ts'
import { FirstLine } from './FirstLine.tsx'
import styles from './InteractionRow.module.css'
import { kindIcon } from './kind-icon.ts'
import type { InteractionRowProps, RowParts } from './row-parts.ts'
import { rowStateOf } from './row-state.ts'
import { SecondLine } from './SecondLine.tsx'
import { useDelivery } from './useDelivery.ts'

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
