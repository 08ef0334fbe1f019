import { ActionIcon, Menu } from '@mantine/core'
import {
  IconCheck,
  IconChevronDown,
  IconChevronUp,
  IconClock,
  IconCode,
  IconDots,
  IconExternalLink,
  IconEye,
  IconFileText,
  IconInfoCircle,
  IconPrinter,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '../api/wire-types.ts'
import { AnswerMenuItems } from '../compose/AnswerMenuItems.tsx'
import { useFolderName } from '../folders/useFolderName.ts'
import { useFormats } from '../i18n/useFormats.ts'
import type { Neighbours } from '../interactions/neighbours.ts'
import { isPostponed, rowStateOf } from '../interactions/row-state.ts'
import { useSession } from '../session/session-query.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Key } from '../ui/Key.tsx'
import { Tip } from '../ui/Tip.tsx'
import styles from './LetterHeader.module.css'

interface LetterHeaderProps {
  interaction: Interaction
  neighbours: Neighbours
  onOpen: (id: string) => void
  onProperties: () => void
  onSource: () => void
  onPrint: () => void
  /** Null where the letter has only one form. */
  textChoice: { isText: boolean; choose: (isText: boolean) => void } | null
}

export function LetterHeader(props: LetterHeaderProps) {
  const { interaction, neighbours, onOpen } = props
  const { t } = useTranslation()
  const { previous, next } = neighbours
  return (
    <header className={styles['header']}>
      <div className={styles['top']}>
        <Subject subject={interaction.subject} />
        <div className={styles['tools']}>
          <Step icon={IconChevronUp} label={t('letter.previous')} keyCap="K" to={previous} onOpen={onOpen} />
          <Step icon={IconChevronDown} label={t('letter.next')} keyCap="J" to={next} onOpen={onOpen} />
          <MoreMenu {...props} />
        </div>
      </div>
      <Facts interaction={interaction} />
    </header>
  )
}

/** No honest subject is longer; the rest of one is on wish, so that it does not push the letter off the screen. */
const longestSubject = 300

function Subject({ subject }: { subject: string }) {
  const { t } = useTranslation()
  const [isWhole, setWhole] = useState(false)
  const isLong = subject.length > longestSubject + 50
  return (
    <h2 className={styles['subject']} data-whole={isLong && isWhole} dir="auto">
      {isLong && !isWhole ? `${subject.slice(0, longestSubject)}…` : subject || t('list.noSubject')}
      {isLong ? (
        <button type="button" className={styles['whole']} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {t(isWhole ? 'letter.shorter' : 'letter.wholeSubject')}
        </button>
      ) : null}
    </h2>
  )
}

interface StepProps {
  icon: typeof IconChevronUp
  label: string
  keyCap: string
  to: string | undefined
  onOpen: (id: string) => void
}

function Step({ icon, label, keyCap, to, onOpen }: StepProps) {
  return (
    <Tip label={label} keys={[keyCap]}>
      <ActionIcon aria-label={label} disabled={to === undefined} onClick={() => to !== undefined && onOpen(to)}>
        <Icon of={icon} />
      </ActionIcon>
    </Tip>
  )
}

function MoreMenu({ interaction, onProperties, onSource, onPrint, textChoice }: LetterHeaderProps) {
  const { t } = useTranslation()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('letter.more')} title={t('letter.more')}>
          <Icon of={IconDots} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <AnswerMenuItems interaction={interaction} />
        {textChoice ? (
          <Menu.CheckboxItem
            checked={textChoice.isText}
            onChange={textChoice.choose}
            closeMenuOnClick
            checkIcon={<Icon of={IconCheck} size={14} />}
          >
            {t('letter.text')}
          </Menu.CheckboxItem>
        ) : null}
        <Menu.Item
          component="a"
          href={`/?interaction=${interaction.id}`}
          target="_blank"
          leftSection={<Icon of={IconExternalLink} />}
        >
          {t('letter.openInTab')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon of={IconPrinter} />} rightSection={<Key>Ctrl P</Key>} onClick={onPrint}>
          {t('letter.print')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon of={IconCode} />} onClick={onSource}>
          {t('letter.showSource')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon of={IconInfoCircle} />} onClick={onProperties}>
          {t('letter.properties')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** One line: record, assignee, where it stands. Absent where there is nothing to say. */
function Facts({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { reviewFlags } = useSession()
  const folderName = useFolderName()
  const { record, assignee, account, folders, reviewAfter } = interaction
  const state = rowStateOf(interaction, reviewFlags, Date.now())
  const { word } = state
  return (
    <div className={styles['facts']}>
      {record ? (
        <span className={styles['chip']}>
          <Icon of={IconFileText} size={12} />
          {record.url ? (
            <a href={record.url} target="_blank" rel="noopener noreferrer">
              {record.title}
            </a>
          ) : (
            <span>{record.title}</span>
          )}
        </span>
      ) : null}
      {assignee ? (
        <span className={styles['fact']}>
          <Avatar name={assignee.name} of={assignee.id} />
          <span className={styles['value']}>{assignee.name}</span>
        </span>
      ) : null}
      {state.isOnControl ? (
        <span className={styles['fact']} data-tone="accent">
          <Icon of={IconEye} size={14} />
          {t('list.onControl')}
        </span>
      ) : null}
      {isPostponed(word) && reviewAfter ? (
        <span className={styles['fact']} data-tone={word === 'postponedDue' ? 'accent' : 'wait'}>
          <Icon of={IconClock} size={14} />
          {t(`list.${word}`, { when: formats.until(new Date(reviewAfter)) })}
        </span>
      ) : null}
      {account ? (
        <span className={styles['place']}>{[account.name, ...folders.map(folderName)].join(' · ')}</span>
      ) : null}
    </div>
  )
}
