import { Button, Menu } from '@mantine/core'
import { IconCalendarPlus, IconChevronDown, IconClock } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../i18n/useFormats.ts'
import { Icon } from '../ui/Icon.tsx'
import bar from './CommandBar.module.css'
import styles from './PostponeMenu.module.css'
import { postponeChoices, postponeTime } from './postpone-times.ts'

const MomentDialog = lazy(async () => ({ default: (await import('../ui/MomentDialog.tsx')).MomentDialog }))

interface PostponeMenuProps {
  disabled: boolean
  opened: boolean
  onChange: (opened: boolean) => void
  onChoose: (until: Date) => void
}

export function PostponeMenu({ disabled, opened, onChange, onChoose }: PostponeMenuProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [isChoosing, setChoosing] = useState(false)
  const now = new Date()
  return (
    <>
      <Menu opened={opened && !disabled} onChange={onChange}>
        <Menu.Target>
          <Button
            variant="subtle"
            className={bar['command']}
            disabled={disabled}
            aria-label={t('list.postpone')}
            title={t('list.postpone')}
            leftSection={<Icon of={IconClock} />}
            rightSection={<Icon of={IconChevronDown} size={12} className={bar['word']} />}
          >
            <span className={bar['word']}>{t('list.postpone')}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {postponeChoices.map((choice) => {
            const until = postponeTime(choice, now)
            return (
              <Menu.Item
                key={choice}
                rightSection={<span className={styles['when']}>{formats.until(until)}</span>}
                onClick={() => onChoose(postponeTime(choice, new Date()))}
              >
                {t(`review.${choice}`)}
              </Menu.Item>
            )
          })}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon of={IconCalendarPlus} />} onClick={() => setChoosing(true)}>
            {t('review.chooseTime')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isChoosing ? (
        <Suspense>
          <MomentDialog
            title={t('review.chooseTitle')}
            confirm={t('review.confirm')}
            suggest={(now) => postponeTime('tomorrow', now)}
            onClose={() => setChoosing(false)}
            onChoose={(until) => {
              setChoosing(false)
              onChoose(until)
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}
