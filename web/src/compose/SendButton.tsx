import { Button, Menu } from '@mantine/core'
import { IconCalendarPlus, IconChevronDown, IconClock, IconSend2 } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '../i18n/useFormats.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tip } from '../ui/Tip.tsx'
import { useIsNarrow } from '../ui/useIsNarrow.ts'
import styles from './SendButton.module.css'
import { sendTimes } from './send-times.ts'

const MomentDialog = lazy(async () => ({ default: (await import('../ui/MomentDialog.tsx')).MomentDialog }))

const sendKeys = 'Ctrl Enter'
const words = { today: 'sendToday', tomorrow: 'sendTomorrow', monday: 'sendMonday' } as const

/** From the arrow to the left of the window. */
const besideWindow = 134

interface SendButtonProps {
  isSending: boolean
  /** Without a time: after the seconds in which it can be taken back. */
  onSend: (at?: Date) => void
}

/** Send, and beside it when: the menu opens next to the window, so that warnings stay readable. */
export function SendButton({ isSending, onSend }: SendButtonProps) {
  const { t } = useTranslation()
  const isNarrow = useIsNarrow()
  const [isChoosing, setChoosing] = useState(false)
  return (
    <span className={styles['split']}>
      <Tip label={t('compose.send')} keys={[sendKeys]}>
        <Button
          variant="filled"
          className={styles['main'] ?? ''}
          leftSection={<Icon of={IconSend2} />}
          aria-disabled={isSending}
          onClick={() => onSend()}
        >
          {t('compose.send')}
        </Button>
      </Tip>
      <Menu position={isNarrow ? 'top-start' : 'left-end'} offset={isNarrow ? 6 : besideWindow}>
        <Menu.Target>
          <Button
            variant="filled"
            className={styles['side'] ?? ''}
            aria-label={t('compose.sendWhen')}
            title={t('compose.sendWhen')}
          >
            <Icon of={IconChevronDown} size={12} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown miw={280}>
          <WhenItems onSend={onSend} onChoose={() => setChoosing(true)} />
        </Menu.Dropdown>
      </Menu>
      {isChoosing ? (
        <Suspense>
          <MomentDialog
            title={t('compose.sendWhen')}
            confirm={t('compose.sendThen')}
            suggest={(now) => sendTimes(now)[0]?.at ?? now}
            onClose={() => setChoosing(false)}
            onChoose={(at) => {
              setChoosing(false)
              onSend(at)
            }}
          />
        </Suspense>
      ) : null}
    </span>
  )
}

function WhenItems({ onSend, onChoose }: Pick<SendButtonProps, 'onSend'> & { onChoose: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <>
      <Menu.Label>{t('compose.sendWhen')}</Menu.Label>
      <Menu.Item
        leftSection={<Icon of={IconSend2} />}
        rightSection={<span className={styles['when']}>{sendKeys}</span>}
        onClick={() => onSend()}
      >
        {t('compose.sendNow')}
      </Menu.Item>
      {sendTimes(new Date()).map(({ choice, at }) => (
        <Menu.Item
          key={choice}
          leftSection={<Icon of={IconClock} />}
          rightSection={choice === 'today' ? null : <span className={styles['when']}>{formats.shortDate(at)}</span>}
          onClick={() => onSend(at)}
        >
          {t(`compose.${words[choice]}`, { time: formats.time(at) })}
        </Menu.Item>
      ))}
      <Menu.Item leftSection={<Icon of={IconCalendarPlus} />} onClick={onChoose}>
        {t('compose.sendChoose')}
      </Menu.Item>
    </>
  )
}
