import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/Dialog.tsx'
import styles from './PostponeMenu.module.css'
import { postponeTime, toLocalInput } from './postpone-times.ts'

/** Postponing to a moment of one's own choice. */
export function PostponeDialog({ onChoose, onClose }: { onChoose: (until: Date) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const [now] = useState(() => new Date())
  const [text, setText] = useState(() => toLocalInput(postponeTime('tomorrow', now)))
  const until = new Date(text)
  const isFuture = until.getTime() > now.getTime()
  return (
    <Dialog title={t('review.chooseTitle')} width={340} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (isFuture) onChoose(until)
        }}
      >
        <input
          type="datetime-local"
          className={styles['time']}
          aria-label={t('review.chooseTitle')}
          data-autofocus
          required
          min={toLocalInput(now)}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={styles['buttons']}>
          <Button variant="subtle" onClick={onClose}>
            {t('frame.cancel')}
          </Button>
          <Button variant="filled" type="submit" disabled={!isFuture}>
            {t('review.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
