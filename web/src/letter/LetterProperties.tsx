import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import { apiBase } from '../api/api-client.ts'
import type { Interaction } from '../api/wire-types.ts'
import { defects as defectWords } from '../i18n/en/letter.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { Dialog } from '../ui/Dialog.tsx'
import styles from './LetterProperties.module.css'

interface LetterPropertiesProps {
  interaction: Interaction
  onClose: () => void
}

type DefectCode = keyof typeof defectWords

function isDefectCode(code: string): code is DefectCode {
  return Object.hasOwn(defectWords, code)
}

/** What is known of a letter beside its text. */
export function LetterProperties({ interaction, onClose }: LetterPropertiesProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { account, folders, messageId, date, receivedAt, size, defects, delivery, id } = interaction
  const facts = [
    { name: t('letter.account'), value: account?.name ?? t('letter.none') },
    { name: t('letter.folders'), value: folders.map(({ path }) => path).join(', ') || t('letter.none') },
    { name: t('letter.date'), value: formats.exact(new Date(date)) },
    { name: t('letter.received'), value: formats.exact(new Date(receivedAt)) },
    { name: t('letter.size'), value: formats.bytes(size) },
    { name: t('letter.messageId'), value: messageId ?? t('letter.none'), isCode: true },
    ...(delivery
      ? [
          {
            name: t('letter.delivery'),
            value: delivery.recipients.map((one) => `${one.address}: ${one.state}`).join('\n'),
          },
        ]
      : []),
  ]
  return (
    <Dialog title={t('letter.properties')} width={560} onClose={onClose}>
      <dl className={styles['facts']}>
        {facts.map(({ name, value, isCode }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd data-code={isCode}>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {defects.length > 0 ? (
        <section className={styles['defects']}>
          <h3>{t('letter.defects')}</h3>
          <ul>
            {[...new Set(defects)].map((code) => (
              <li key={code}>{isDefectCode(code) ? t(`defects.${code}`) : code}</li>
            ))}
          </ul>
        </section>
      ) : null}
      <p className={styles['source']}>
        <a href={`${apiBase}/interactions/${id}/source`} download={`${id}.eml`}>
          {t('letter.source')}
        </a>
      </p>
    </Dialog>
  )
}
