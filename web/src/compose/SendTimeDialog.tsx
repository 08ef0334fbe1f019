import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toLocalInput } from '../interactions/postpone-times.ts'
import { Dialog } from '../ui/Dialog.tsx'
import styles from './SendButton.module.css'
import { sendTimes } from './send-times.ts'

/** A moment of one's own choice for a letter to leave. */
export function SendTimeDialog({ onChoose, onClose }: { onChoose: (at: Date) => void; onClose: () => void }) {
  const { t } = useTranslation()
  const [now] = useState(() => new Date())
  const [text, setText] = useState(() => toLocalInput(sendTimes(now).at(0)?.at ?? now))
  const at = new Date(text)
  const isFuture = at.getTime() > now.getTime()
  return (
    <Dialog title={t('compose.sendWhen')} width={340} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          // The window below is a form of its own.
          event.stopPropagation()
          if (isFuture) onChoose(at)
        }}
      >
        <input
          type="datetime-local"
          className={styles['time']}
          aria-label={t('compose.sendWhen')}
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
            {t('compose.sendThen')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
