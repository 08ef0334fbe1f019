import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './Dialog.tsx'
import { toLocalInput } from './local-input.ts'
import styles from './MomentDialog.module.css'

interface MomentDialogProps {
  title: string
  confirm: string
  /** Given the present, the moment that is offered first. */
  suggest: (now: Date) => Date
  onChoose: (moment: Date) => void
  onClose: () => void
}

/** A moment of one's own choice, in the future. */
export function MomentDialog({ title, confirm, suggest, onChoose, onClose }: MomentDialogProps) {
  const { t } = useTranslation()
  const [now] = useState(() => new Date())
  const [text, setText] = useState(() => toLocalInput(suggest(now)))
  const moment = new Date(text)
  const isFuture = moment.getTime() > now.getTime()
  return (
    <Dialog title={title} width={340} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          // What stands below may be a form of its own.
          event.stopPropagation()
          if (isFuture) onChoose(moment)
        }}
      >
        <input
          type="datetime-local"
          className={styles['time']}
          aria-label={title}
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
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
