import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { accountsQuery } from '../accounts/account-queries.ts'
import { Icon } from '../ui/Icon.tsx'
import { Unseen } from '../ui/Unseen.tsx'
import styles from './ComposeFields.module.css'
import { sendingAccounts } from './sending-accounts.ts'

interface SenderFieldProps {
  account: string
  onChange: (account: string) => void
}

/** The account that the letter goes out from: one of those that this person may write from. */
export function SenderField({ account, onChange }: SenderFieldProps) {
  const { t } = useTranslation()
  const accounts = useQuery(accountsQuery)
  const choices = sendingAccounts(accounts.data)
  const chosen = accounts.data?.find(({ id }) => id === account)
  return (
    <div className={styles['field']}>
      <span className={styles['label']}>{t('compose.from')}</span>
      <Menu width="target" position="bottom-start">
        <Menu.Target>
          <button type="button" className={styles['sender']}>
            <Unseen>{t('compose.from')}: </Unseen>
            <span className={styles['senderName']}>{chosen?.senderName || chosen?.name}</span>
            <span className={styles['senderAddress']}>{chosen?.address}</span>
            <Icon of={IconChevronDown} size={12} />
          </button>
        </Menu.Target>
        <Menu.Dropdown className={styles['senders'] ?? ''}>
          {choices.map(({ id, name, address }) => (
            <Menu.Item
              key={id}
              role="menuitemradio"
              aria-checked={id === account}
              rightSection={id === account ? <Icon of={IconCheck} size={14} /> : null}
              onClick={() => onChange(id)}
            >
              {name} <span className={styles['senderAddress']}>{address}</span>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
