import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconMail, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { accountsQuery } from '../accounts/account-queries.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tip } from '../ui/Tip.tsx'
import styles from './NewLetterButton.module.css'
import { sendingAccounts } from './sending-accounts.ts'
import { useCompose } from './useCompose.ts'

/** The one filled button of the page: a new letter, from the usual account or from one of the others. */
export function NewLetterButton() {
  const { t } = useTranslation()
  const { begin } = useCompose()
  const accounts = sendingAccounts(useQuery(accountsQuery).data)
  return (
    <span className={styles['split']}>
      <Tip label={t('compose.createLetter')} keys={['N']}>
        <Button
          variant="filled"
          className={styles['main'] ?? ''}
          leftSection={<Icon of={IconPlus} />}
          onClick={() => begin()}
        >
          <span className={styles['word']}>{t('compose.create')}</span>
        </Button>
      </Tip>
      <Menu>
        <Menu.Target>
          <Button
            variant="filled"
            className={styles['side'] ?? ''}
            aria-label={t('compose.createHelp')}
            title={t('compose.createHelp')}
          >
            <Icon of={IconChevronDown} size={12} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t(accounts.length > 0 ? 'compose.createHelp' : 'compose.noSendingAccount')}</Menu.Label>
          {accounts.map(({ id, name, address }) => (
            <Menu.Item
              key={id}
              leftSection={<Icon of={IconMail} />}
              rightSection={<span className={styles['address']}>{address}</span>}
              onClick={() => begin(id)}
            >
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  )
}
