import { Menu } from '@mantine/core'
import { IconKeyboard, IconLanguage, IconLogout } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { toFailure } from '../api/failure.ts'
import { languages } from '../i18n/language.ts'
import { useSession } from '../session/session-query.ts'
import { signOut } from '../session/sign-out.ts'
import { tipKeys } from '../shortcuts/key-caps.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { MenuChoice } from '../ui/MenuChoice.tsx'
import { notify } from '../ui/notices.ts'
import { Unseen } from '../ui/Unseen.tsx'
import { languageNames } from './language-names.ts'
import styles from './Rail.module.css'
import { ThemeItems } from './ThemeMenu.tsx'
import menu from './UserMenu.module.css'
import { useLanguageChoice } from './useLanguageChoice.ts'

export function UserMenu({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation()
  const { user, version } = useSession()
  const client = useQueryClient()
  const leave = () =>
    signOut(client).catch((error: unknown) =>
      notify({ tone: 'bad', text: t('frame.signOut'), failure: toFailure(error).code }),
    )
  return (
    <Menu position="right-end" width={260}>
      <Menu.Target>
        <button type="button" className={styles['item']}>
          <Unseen>{t('frame.userOf', { name: user.name })}</Unseen>
          <Avatar name={user.name} of={user.email} size="medium" />
          <span className={styles['word']}>{t('frame.tabMore')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={menu['who']}>
          <strong>{user.name}</strong>
          <span>{user.email}</span>
          <span>{t(user.role === 'administrator' ? 'frame.administrator' : 'frame.ordinaryUser')}</span>
        </div>
        <Menu.Divider />
        <div className={menu['narrowOnly']}>
          <Menu.Label>{t('frame.theme')}</Menu.Label>
          <ThemeItems />
          <Menu.Label>{t('frame.language')}</Menu.Label>
          <LanguageItems />
          <Menu.Divider />
        </div>
        <Menu.Item
          leftSection={<Icon of={IconKeyboard} />}
          rightSection={<kbd className={menu['key']}>{tipKeys('help')}</kbd>}
          onClick={onHelp}
        >
          {t('frame.shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon of={IconLogout} />} onClick={() => void leave()}>
          {t('frame.signOut')}
        </Menu.Item>
        <Menu.Divider />
        <div className={menu['version']}>{t('frame.version', { version })}</div>
      </Menu.Dropdown>
    </Menu>
  )
}

function LanguageItems() {
  const { language, choose } = useLanguageChoice()
  return languages.map((name) => (
    <MenuChoice
      key={name}
      word={languageNames[name]}
      icon={IconLanguage}
      isChosen={language === name}
      onChoose={() => choose(name)}
    />
  ))
}
