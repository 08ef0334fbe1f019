import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './ComposeFields.module.css'
import { RecipientField } from './RecipientField.tsx'
import { SenderField } from './SenderField.tsx'
import type { Writing } from './useWriting.ts'

/** From, to, copies and subject, one line each. */
export function ComposeFields({ writing }: { writing: Writing }) {
  const { t } = useTranslation()
  const { fields, change, interaction } = writing
  const [wanted, setWanted] = useState({ cc: false, bcc: false })
  const hasCc = wanted.cc || fields.cc.length > 0
  const hasBcc = wanted.bcc || fields.bcc.length > 0
  const startsInText = interaction.draft?.mode !== 'new' && fields.to.length > 0
  return (
    <div className={styles['fields']}>
      <SenderField account={fields.account} onChange={(account) => change({ account })} />
      <RecipientField
        label={t('compose.to')}
        people={fields.to}
        onChange={(to) => change({ to })}
        isFirst={!startsInText}
      >
        {hasCc ? null : <More label={t('compose.addCc')} onClick={() => setWanted({ ...wanted, cc: true })} />}
        {hasBcc ? null : <More label={t('compose.addBcc')} onClick={() => setWanted({ ...wanted, bcc: true })} />}
      </RecipientField>
      {hasCc ? (
        <RecipientField
          label={t('compose.cc')}
          people={fields.cc}
          onChange={(cc) => change({ cc })}
          takesFocus={wanted.cc}
        />
      ) : null}
      {hasBcc ? (
        <RecipientField
          label={t('compose.bcc')}
          people={fields.bcc}
          onChange={(bcc) => change({ bcc })}
          takesFocus={wanted.bcc}
        />
      ) : null}
      <SubjectField subject={fields.subject} onChange={(subject) => change({ subject })} />
    </div>
  )
}

function More({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className={styles['more']} onClick={onClick}>
      {label}
    </button>
  )
}

function SubjectField({ subject, onChange }: { subject: string; onChange: (subject: string) => void }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {t('compose.subject')}
      </label>
      <input
        id={id}
        className={styles['input']}
        data-subject
        value={subject}
        maxLength={10_000}
        autoComplete="off"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
}
