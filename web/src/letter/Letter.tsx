import { IconAlertTriangle, IconCertificate } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '../api/wire-types.ts'
import { DeliveryBanner } from '../compose/DeliveryBanner.tsx'
import { LetterFoot } from '../compose/LetterFoot.tsx'
import type { Neighbours } from '../interactions/neighbours.ts'
import { Banner } from '../ui/Banner.tsx'
import { Attachments } from './Attachments.tsx'
import { isForwardedSubject } from './forwarded-subject.ts'
import { LetterHeader } from './LetterHeader.tsx'
import styles from './LetterPane.module.css'
import { OutsideBanner } from './OutsideBanner.tsx'
import { protectionOf } from './protection.ts'
import { SenderLines } from './SenderLines.tsx'
import { TextBody } from './TextBody.tsx'
import { ThreadFold } from './ThreadFold.tsx'
import { useOutsidePictures } from './useOutsidePictures.ts'
import { usePrint } from './usePrint.ts'

const SourceDialog = lazy(async () => ({ default: (await import('./SourceDialog.tsx')).SourceDialog }))
const InvitationCard = lazy(async () => ({ default: (await import('./InvitationCard.tsx')).InvitationCard }))
const LetterProperties = lazy(async () => ({ default: (await import('./LetterProperties.tsx')).LetterProperties }))
const HtmlBody = lazy(async () => ({ default: (await import('./HtmlBody.tsx')).HtmlBody }))

interface LetterProps {
  interaction: Interaction
  neighbours: Neighbours
  onOpen: (id: string) => void
}

export function Letter({ interaction, neighbours, onOpen }: LetterProps) {
  const { t } = useTranslation()
  const { text, proved } = interaction
  const { shown, choice } = useOutsidePictures(interaction)
  const { html } = shown
  const [wantsText, setWantsText] = useState(false)
  const [dialog, setDialog] = useState<'properties' | 'source' | null>(null)
  const isHtml = html !== null && html !== '' && !wantsText
  const print = usePrint(interaction, !isHtml)
  const protection = protectionOf(interaction)
  return (
    <article className={styles['letter']}>
      <LetterHeader
        interaction={interaction}
        neighbours={neighbours}
        onOpen={onOpen}
        onProperties={() => setDialog('properties')}
        onSource={() => setDialog('source')}
        onPrint={print}
        textChoice={html ? { isText: wantsText, choose: setWantsText } : null}
      />
      <div className={styles['scroll']}>
        <SenderLines interaction={interaction} />
        <div className={styles['content']}>
          <div className={styles['banners']}>
            {interaction.delivery ? <DeliveryBanner id={interaction.id} delivery={interaction.delivery} /> : null}
            {proved ? null : (
              <Banner icon={IconAlertTriangle} tone="warn">
                {t('letter.unproved')}
              </Banner>
            )}
            {interaction.defects.includes('html-not-shown') ? (
              <Banner icon={IconAlertTriangle}>{t('defects.html-not-shown')}</Banner>
            ) : null}
            {protection ? <Banner icon={IconCertificate}>{t(`letter.protection.${protection}`)}</Banner> : null}
            {isHtml ? <OutsideBanner interaction={shown} choice={choice} /> : null}
          </div>
          {interaction.invitation ? (
            <Suspense>
              <InvitationCard invitation={interaction.invitation} />
            </Suspense>
          ) : null}
          {isHtml ? (
            <Suspense fallback={<div className={styles['waiting']} />}>
              <HtmlBody html={html} folding={{ isForwarded: isForwardedSubject(interaction.subject) }} />
            </Suspense>
          ) : (
            <TextBody text={text} subject={interaction.subject} />
          )}
          <Attachments letterId={interaction.id} attachments={interaction.attachments} />
          <ThreadFold interaction={interaction} onOpen={onOpen} />
        </div>
      </div>
      <LetterFoot interaction={interaction} />
      <Suspense>
        {dialog === 'properties' ? (
          <LetterProperties interaction={interaction} onClose={() => setDialog(null)} />
        ) : null}
        {dialog === 'source' ? <SourceDialog id={interaction.id} onClose={() => setDialog(null)} /> : null}
      </Suspense>
    </article>
  )
}
