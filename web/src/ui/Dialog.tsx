import '../theme/mantine-dialogs.css'
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReturnFocus } from './useReturnFocus.ts'

interface DialogProps {
  title: string
  width: number
  onClose: () => void
  children: ReactNode
}

/** A window over the page that holds the keys until it is closed. Import it lazily outside of lazy pages. */
export function Dialog({ title, width, onClose, children }: DialogProps) {
  const { t } = useTranslation()
  useReturnFocus()
  return (
    <Modal opened onClose={onClose} title={title} size={width} closeButtonProps={{ 'aria-label': t('frame.close') }}>
      {children}
    </Modal>
  )
}
