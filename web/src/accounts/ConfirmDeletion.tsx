import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/Dialog.tsx'
import type { DeletionPlan } from './deletion-plan.ts'
import styles from './RemoveAccount.module.css'

interface ConfirmDeletionProps {
  plan: NonNullable<DeletionPlan>
  onConfirm: () => void
  onCancel: () => void
}

/** Settings that delete letters from the server are taken over only after a person has read what goes and when. */
export function ConfirmDeletion({ plan, onConfirm, onCancel }: ConfirmDeletionProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('receipt.deleteQuestion')} width={460} onClose={onCancel}>
      <p>
        <strong>{t(`receipt.deletes_${plan.when}`, { count: plan.days })}</strong> {t('receipt.deletesAll')}
      </p>
      <div className={styles['buttons']}>
        <Button variant="subtle" onClick={onCancel} data-autofocus>
          {t('frame.cancel')}
        </Button>
        <Button className={styles['remove']} onClick={onConfirm}>
          {t('receipt.agree')}
        </Button>
      </div>
    </Dialog>
  )
}
