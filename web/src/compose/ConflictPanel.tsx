import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { namesOf } from '../interactions/participants.ts'
import styles from './ConflictPanel.module.css'
import { type DraftFields, ownText, recipientsOf, type SavedDraft } from './draft-fields.ts'
import type { Writing } from './useWriting.ts'

/** Both letters side by side; nothing is saved before a person chooses. */
export function ConflictPanel({ writing, theirs }: { writing: Writing; theirs: SavedDraft }) {
  const { t } = useTranslation()
  const { autosave, fields } = writing
  return (
    <section className={styles['conflict']} role="alert">
      <p>{t('compose.conflict')}</p>
      <div className={styles['versions']}>
        <Version title={t('compose.mine')} fields={fields}>
          <Button onClick={() => void autosave.keepMine()}>{t('compose.keepMine')}</Button>
        </Version>
        <Version title={t('compose.theirs')} fields={theirs.fields}>
          <Button onClick={() => autosave.takeTheirs()}>{t('compose.takeTheirs')}</Button>
        </Version>
      </div>
    </section>
  )
}

interface VersionProps {
  title: string
  fields: DraftFields
  children: ReactNode
}

function Version({ title, fields, children }: VersionProps) {
  return (
    <article className={styles['version']} aria-label={title}>
      <h3>{title}</h3>
      <p className={styles['versionHead']}>{namesOf(recipientsOf(fields))}</p>
      <p className={styles['versionHead']}>{fields.subject}</p>
      <div className={styles['versionText']}>{ownText(fields)}</div>
      {children}
    </article>
  )
}
