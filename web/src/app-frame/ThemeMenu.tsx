import { Menu, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { joinClasses } from '../ui/join-classes.ts'
import { MenuChoice } from '../ui/MenuChoice.tsx'
import { tipMarks } from '../ui/tip-marks.ts'
import styles from './Rail.module.css'

const choices = [
  { scheme: 'light', icon: IconSun, word: 'frame.themeLight' },
  { scheme: 'dark', icon: IconMoon, word: 'frame.themeDark' },
  { scheme: 'auto', icon: IconDeviceDesktop, word: 'frame.themeAuto' },
] as const

export function ThemeMenu() {
  const { t } = useTranslation()
  return (
    <Menu position="right-end">
      <Menu.Target>
        <button
          type="button"
          className={joinClasses(styles['item'], styles['wideOnly'])}
          aria-label={t('frame.theme')}
          {...tipMarks({ label: t('frame.theme'), position: 'right' })}
        >
          <Icon of={IconMoon} size={18} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <ThemeItems />
      </Menu.Dropdown>
    </Menu>
  )
}

export function ThemeItems() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return choices.map(({ scheme, icon, word }) => (
    <MenuChoice
      key={scheme}
      word={t(word)}
      icon={icon}
      isChosen={colorScheme === scheme}
      onChoose={() => setColorScheme(scheme)}
    />
  ))
}
