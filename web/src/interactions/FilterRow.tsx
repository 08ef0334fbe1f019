import { Menu } from '@mantine/core'
import {
  IconBaselineDensityMedium,
  IconBaselineDensitySmall,
  IconChevronDown,
  IconListTree,
  IconSortAscending2,
  IconSortDescending2,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { tipKeys } from '../shortcuts/key-caps.ts'
import { Icon } from '../ui/Icon.tsx'
import { MenuChoice } from '../ui/MenuChoice.tsx'
import { Tip } from '../ui/Tip.tsx'
import styles from './FilterRow.module.css'
import type { InteractionFilter } from './interaction-filter.ts'

interface FilterRowProps {
  filter: InteractionFilter
  reviewFlags: boolean
  otherInteractions: boolean
  onChange: (part: Partial<InteractionFilter>) => void
  view: { isFolded: boolean; isCompact: boolean; change(part: { isFolded?: boolean; isCompact?: boolean }): void }
  checked: number
  onClearChecked: () => void
}

const statuses = ['to-review', 'postponed', 'reviewed', 'unproved'] as const
const kinds = ['email', 'call', 'meeting', 'sms', 'planned'] as const
const directions = ['incoming', 'outgoing', 'internal'] as const

export function FilterRow(props: FilterRowProps) {
  const { filter, reviewFlags, otherInteractions, onChange, view, checked, onClearChecked } = props
  const { t } = useTranslation()
  if (checked > 0) {
    return (
      <div className={styles['filters']}>
        <span className={styles['checked']}>{t('list.checked', { count: checked })}</span>
        <button type="button" className={styles['filter']} onClick={onClearChecked}>
          {t('list.clearChecked')}
        </button>
      </div>
    )
  }
  const isOldestFirst = filter.sort === 'date'
  const order = t(isOldestFirst ? 'list.oldestFirst' : 'list.newestFirst')
  return (
    <fieldset className={styles['filters']}>
      <legend className={styles['legend']}>{t('list.filters')}</legend>
      {otherInteractions ? (
        <FilterMenu
          all={t('list.allKinds')}
          chosen={filter.kind}
          choices={kinds.map((value) => ({ value, word: t(`kinds.${value}`) }))}
          onChoose={(kind) => onChange({ kind })}
        />
      ) : null}
      <FilterMenu
        all={t('list.allStates')}
        chosen={filter.status}
        choices={statuses
          .filter((value) => reviewFlags || value === 'unproved')
          .map((value) => ({ value, word: t(`states.${value}`) }))}
        onChoose={(status) => onChange({ status })}
      />
      <FilterMenu
        all={t('list.allDirections')}
        chosen={filter.direction}
        choices={directions
          .filter((value) => otherInteractions || value !== 'internal')
          .map((value) => ({ value, word: t(`directions.${value}`) }))}
        onChoose={(direction) => onChange({ direction })}
      />
      <span className={styles['space']} />
      <Tip label={t(view.isFolded ? 'list.folded' : 'list.flat')} keys={tipKeys('foldThreads')}>
        <button
          type="button"
          className={styles['filter']}
          data-on={view.isFolded}
          aria-label={t('list.folded')}
          aria-pressed={view.isFolded}
          onClick={() => view.change({ isFolded: !view.isFolded })}
        >
          <Icon of={IconListTree} />
        </button>
      </Tip>
      <Tip label={t(view.isCompact ? 'list.compact' : 'list.comfortable')}>
        <button
          type="button"
          className={styles['filter']}
          data-wide-only
          data-on={view.isCompact}
          aria-label={t('list.compact')}
          aria-pressed={view.isCompact}
          onClick={() => view.change({ isCompact: !view.isCompact })}
        >
          <Icon of={view.isCompact ? IconBaselineDensitySmall : IconBaselineDensityMedium} />
        </button>
      </Tip>
      <Tip label={order}>
        <button
          type="button"
          className={styles['filter']}
          data-on={isOldestFirst}
          aria-label={order}
          onClick={() => onChange({ sort: isOldestFirst ? undefined : 'date' })}
        >
          <Icon of={isOldestFirst ? IconSortAscending2 : IconSortDescending2} />
        </button>
      </Tip>
    </fieldset>
  )
}

interface FilterMenuProps<Value extends string> {
  all: string
  chosen: Value | undefined
  choices: readonly { value: Value; word: string }[]
  onChoose: (value: Value | undefined) => void
}

function FilterMenu<Value extends string>({ all, chosen, choices, onChoose }: FilterMenuProps<Value>) {
  const word = choices.find(({ value }) => value === chosen)?.word
  return (
    <span className={styles['pair']} data-on={word !== undefined}>
      <Menu>
        <Menu.Target>
          <button type="button" className={styles['filter']} data-on={word !== undefined}>
            {word ?? all}
            {word === undefined ? <Icon of={IconChevronDown} size={12} /> : null}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <MenuChoice word={all} isChosen={word === undefined} onChoose={() => onChoose(undefined)} />
          <Menu.Divider />
          {choices.map(({ value, word: name }) => (
            <MenuChoice key={value} word={name} isChosen={value === chosen} onChoose={() => onChoose(value)} />
          ))}
        </Menu.Dropdown>
      </Menu>
      {word === undefined ? null : (
        <button
          type="button"
          className={styles['drop']}
          aria-label={all}
          title={all}
          onClick={() => onChoose(undefined)}
        >
          <Icon of={IconX} size={12} />
        </button>
      )}
    </span>
  )
}
