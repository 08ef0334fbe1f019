import { IconAlertTriangle, IconClock, IconFileText, IconSend2 } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { knownCode } from '../api/failure.ts'
import type { Delivery, InteractionItem } from '../api/wire-types.ts'
import { DeliveryWords, useDeliveryWord } from '../compose/DeliveryState.tsx'
import { useFormats } from '../i18n/useFormats.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Highlighted } from './Highlighted.tsx'
import row from './InteractionRow.module.css'
import type { RowParts } from './row-parts.ts'
import { daysOverdue, isPostponed, type RowState } from './row-state.ts'
import styles from './SecondLine.module.css'

/** Where it stands, what it is about, its beginning; then the record and who sees to it. */
export function SecondLine({ item, words, state, delivery, isAssigned }: RowParts) {
  const { t } = useTranslation()
  const reason = knownCode(delivery?.failure?.code)
  return (
    <div className={row['line']}>
      {delivery ? <SendingWord delivery={delivery} /> : <StateWord item={item} state={state} />}
      <span className={styles['text']}>
        <b>
          <Highlighted text={item.subject || t('list.noSubject')} words={words} />
        </b>{' '}
        <span>{reason ? t(`errors.${reason}.cause`) : <Highlighted text={item.snippet} words={words} />}</span>
      </span>
      {item.record ? (
        <span className={styles['chip']} title={item.record.title}>
          <Icon of={IconFileText} size={12} />
          <span>{item.record.title}</span>
        </span>
      ) : null}
      {item.assignee ? <Avatar name={item.assignee.name} of={item.assignee.id} title={item.assignee.name} /> : null}
      {isAssigned && state.isUnassigned ? (
        <span className={styles['nobody']} role="img" aria-label={t('list.nobody')} title={t('list.nobody')}>
          ?
        </span>
      ) : null}
    </div>
  )
}

/** Counted down while it can be taken back; what did not leave says so in red. */
function SendingWord({ delivery }: { delivery: Delivery }) {
  const said = useDeliveryWord(delivery)
  if (!said) return null
  return (
    <span className={styles['state']} data-tone={said.tone}>
      <Icon of={said.tone === 'bad' ? IconAlertTriangle : said.word === 'leavesIn' ? IconClock : IconSend2} size={14} />
      <span>
        <DeliveryWords said={said} />
      </span>
    </span>
  )
}

const tones = {
  draft: 'accent',
  outgoing: 'wait',
  partly: 'bad',
  postponedUntil: 'wait',
  postponedDue: 'accent',
  overdue: 'bad',
  unproved: 'bad',
} as const

function StateWord({ item, state: { word } }: { item: InteractionItem; state: RowState }) {
  const { t } = useTranslation()
  const said = useStateWord(item, word)
  if (word === null) return null
  return (
    <span
      className={styles['state']}
      data-tone={tones[word]}
      title={word === 'unproved' ? t('list.unprovedHelp') : undefined}
    >
      {isPostponed(word) ? <Icon of={IconClock} size={14} /> : null}
      {word === 'partly' ? <Icon of={IconAlertTriangle} size={14} /> : null}
      {said}
    </span>
  )
}

function useStateWord(item: InteractionItem, word: RowState['word']): string | null {
  const { t } = useTranslation()
  const formats = useFormats()
  if (word === null) return null
  if (isPostponed(word)) return t(`list.${word}`, { when: formats.brief(new Date(item.reviewAfter ?? item.date)) })
  if (word === 'partly') return t('deliveries.partly')
  if (word !== 'overdue') return t(`list.${word}`)
  const count = daysOverdue(item, Date.now()) ?? 0
  return count === 0 ? t('list.overdueToday') : t('list.overdue', { count })
}
