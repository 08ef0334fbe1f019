import { Menu } from '@mantine/core'
import { IconCheck, type Icon as TablerIcon } from '@tabler/icons-react'
import { Icon } from './Icon.tsx'
import styles from './MenuChoice.module.css'

interface MenuChoiceProps {
  word: string
  icon?: TablerIcon
  isChosen: boolean
  onChoose: () => void
}

/** One of several in a menu, with a tick at the chosen one. */
export function MenuChoice({ word, icon, isChosen, onChoose }: MenuChoiceProps) {
  return (
    <Menu.RadioItem
      value={word}
      checked={isChosen}
      onChange={onChoose}
      closeMenuOnClick
      checkIcon={<Icon of={IconCheck} size={14} />}
    >
      <span className={styles['choice']}>
        {icon ? <Icon of={icon} /> : null}
        {word}
      </span>
    </Menu.RadioItem>
  )
}
