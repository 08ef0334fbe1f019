import { useTranslation } from 'react-i18next'
import { useFormats } from '../../i18n/useFormats.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import card from '../../ui/Card.module.css'
import type { AccountDraft } from '../account-draft.ts'
import styles from './Wizard.module.css'
import type { Way } from './wizard-steps.ts'

/** Beside the first page: what is going to happen, and how a recipient will see the sender. */
export function StartAside({ draft, way }: { draft: AccountDraft; way: Way }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const lines = (
    [
      way === 'automatic' ? 'find' : 'type',
      ...(way === 'automatic' ? (['show'] as const) : []),
      'try',
      ...(draft.useForReceiving ? (['ask'] as const) : []),
    ] as const
  ).map((line) => ({ line, name: t(`wizard.plan_${line}`), text: t(`wizard.plan_${line}Help`) }))
  const sender = draft.senderName.trim() || draft.address.trim() || t('accountForm.addressExample')
  return (
    <aside className={styles['aside']}>
      <h2 className={styles['asideTitle']}>{t('check.willHappen')}</h2>
      <ol className={styles['plan']}>
        {lines.map(({ line, name, text }, index) => (
          <li key={line}>
            <span className={styles['number']} aria-hidden="true">
              {index + 1}
            </span>
            <div>
              <b>{name}</b>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ol>
      {draft.useForSending ? (
        <>
          <h2 className={styles['asideTitle']}>{t('wizard.seenAs')}</h2>
          <div className={`${card['card'] ?? ''} ${styles['preview'] ?? ''}`}>
            <Avatar name={sender} of={draft.address} size="large" />
            <div className={styles['previewWords']}>
              <div className={styles['previewHead']}>
                <b>{sender}</b>
                <time>{formats.time(new Date())}</time>
              </div>
              <div className={styles['previewLine']}>
                <span>{t('wizard.previewSubject')}</span> {t('wizard.previewText')}
              </div>
            </div>
          </div>
        </>
      ) : null}
      <p className={styles['note']}>{t('wizard.oneUse')}</p>
    </aside>
  )
}
