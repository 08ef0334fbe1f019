import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../api/api-client.ts'
import type { Attachment } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { fullName } from '../interactions/participants.ts'
import { FileName } from './FileName.tsx'
import { HtmlBody } from './HtmlBody.tsx'
import styles from './Preview.module.css'
import { PreviewNote } from './PreviewNote.tsx'
import { TextBody } from './TextBody.tsx'

/** A letter that came as a file: opened by the server as safely as the one around it. */
export function LetterPreview({ file }: { file: Attachment }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data, error } = useQuery({
    queryKey: ['attached-letter', file.id],
    queryFn: ({ signal }) => api.interactions.attachedLetter({ id: file.id }, { signal }),
    gcTime: 60_000,
  })
  if (error) return <PreviewNote isBad>{t(`errors.${error.code}.cause`)}</PreviewNote>
  if (!data) return <PreviewNote>{t('frame.loading')}</PreviewNote>
  const people = [
    { name: t('letter.from'), people: data.from },
    { name: t('letter.to'), people: data.to },
    { name: t('letter.cc'), people: data.cc },
  ].filter((line) => line.people.length > 0)
  return (
    <article className={styles['letter']}>
      <h3>{data.subject || t('list.noSubject')}</h3>
      {people.map((line) => (
        <p key={line.name} className={styles['fact']}>
          {line.name} <bdi>{line.people.map(fullName).join(', ')}</bdi>
        </p>
      ))}
      {data.date ? <p className={styles['fact']}>{formats.exact(new Date(data.date))}</p> : null}
      <div className={styles['body']}>
        {data.html ? <HtmlBody html={data.html} /> : <TextBody text={data.text} subject={data.subject} />}
      </div>
      {data.attachments.length > 0 ? (
        <ul className={styles['files']} aria-label={t('letter.preview.files')}>
          {data.attachments.map(({ name, size }) => (
            <li key={`${size} ${name}`}>
              <FileName name={name} /> {formats.bytes(size)}
            </li>
          ))}
        </ul>
      ) : null}
    </article>
  )
}
