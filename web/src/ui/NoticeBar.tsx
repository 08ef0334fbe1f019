import { Button, CloseButton } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon.tsx'
import { Key } from './Key.tsx'
import styles from './NoticeBar.module.css'
import { currentNotices, dismissNotice, type Notice, subscribeNotices, undoLast } from './notices.ts'

const icons = { done: IconCheck, info: IconInfoCircle, bad: IconAlertTriangle }

export function NoticeBar() {
  const { t } = useTranslation()
  const notices = useSyncExternalStore(subscribeNotices, currentNotices)
  return (
    <div className={styles['bar']} role="status" aria-live="polite">
      {notices.map((notice) => (
        <div key={notice.id} className={styles['notice']} data-tone={notice.tone}>
          <Icon of={icons[notice.tone]} className={styles['icon']} />
          <NoticeText notice={notice} />
          {notice.undo ? (
            <Button size="xs" variant="subtle" className={styles['undo']} onClick={undoLast}>
              {t('frame.undo')}
            </Button>
          ) : null}
          {notice.undo ? <Key>Z</Key> : null}
          <CloseButton size="sm" aria-label={t('frame.close')} onClick={() => dismissNotice(notice.id)} />
        </div>
      ))}
    </div>
  )
}

function NoticeText({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  if (notice.countdown) return <Countdown of={notice.countdown} />
  if (!notice.failure) return <span className={styles['text']}>{notice.text}</span>
  return (
    <span className={styles['text']}>
      {notice.text}
      <span className={styles['cause']}>
        {t(`errors.${notice.failure}.cause`)} {t(`errors.${notice.failure}.remedy`)}
      </span>
    </span>
  )
}

function Countdown({ of: { until, text } }: { of: NonNullable<Notice['countdown']> }) {
  const left = () => Math.max(0, Math.ceil((until - Date.now()) / 1000))
  const [seconds, setSeconds] = useState(left)
  useEffect(() => {
    const timer = setInterval(() => setSeconds(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 250)
    return () => clearInterval(timer)
  }, [until])
  // Read out once, not every second.
  return (
    <span className={styles['text']} aria-live="off">
      {text(seconds)}
    </span>
  )
}
