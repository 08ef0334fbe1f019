import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconKey, IconShield, IconShieldOff, IconUserCheck, IconUserOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import page from '../accounts/AccountsPage.module.css'
import { useSession } from '../session/session-query.ts'
import { Avatar } from '../ui/Avatar.tsx'
import card from '../ui/Card.module.css'
import { Icon } from '../ui/Icon.tsx'
import styles from './UserRow.module.css'
import type { User } from './user-types.ts'
import { useUserChange } from './useUserChange.ts'

interface UserRowProps {
  user: User
  onPassword: () => void
}

export function UserRow({ user, onPassword }: UserRowProps) {
  const { t } = useTranslation()
  const { user: me } = useSession()
  const { name, email, role, active, id } = user
  return (
    <tr className={styles['row']} data-off={!active}>
      <td className={page['name']}>
        <span className={styles['who']}>
          <Avatar name={name} of={email} size="medium" />
          <span className={styles['name']}>{name}</span>
          {id === me.id ? <span className={card['tag']}>{t('users.you')}</span> : null}
        </span>
      </td>
      <td>{email}</td>
      <td>{t(role === 'administrator' ? 'frame.administrator' : 'frame.ordinaryUser')}</td>
      <td className={styles['state']}>{t(active ? 'users.active' : 'users.inactive')}</td>
      <td className={styles['actions']}>
        <UserMenu user={user} isMe={id === me.id} onPassword={onPassword} />
      </td>
    </tr>
  )
}

function UserMenu({ user, isMe, onPassword }: UserRowProps & { isMe: boolean }) {
  const { t } = useTranslation()
  const change = useUserChange(user)
  const { name, role, active } = user
  const isAdministrator = role === 'administrator'
  const setRole = () => {
    const next = isAdministrator ? 'user' : 'administrator'
    change({ role: next }, t(isAdministrator ? 'users.isUser' : 'users.isAdministrator', { name }), { role })
  }
  const setActive = () => change({ active: !active }, t(active ? 'users.isOut' : 'users.isIn', { name }), { active })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('users.actions', { name })}>
          <Icon of={IconDots} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon of={IconKey} />} onClick={onPassword}>
          {t('users.resetPassword')}
        </Menu.Item>
        <Menu.Item
          leftSection={<Icon of={isAdministrator ? IconShieldOff : IconShield} />}
          disabled={isMe}
          onClick={setRole}
        >
          {t(isAdministrator ? 'users.makeUser' : 'users.makeAdministrator')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon of={active ? IconUserOff : IconUserCheck} />} disabled={isMe} onClick={setActive}>
          {t(active ? 'users.deactivate' : 'users.activate')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
