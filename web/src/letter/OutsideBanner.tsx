import { Button } from '@mantine/core'
import { IconPhoto, IconPhotoOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '../api/wire-types.ts'
import { Banner } from '../ui/Banner.tsx'
import type { OutsideChoice } from './useOutsidePictures.ts'

interface OutsideBannerProps {
  interaction: Pick<Interaction, 'blockedContent' | 'outside'>
  choice: OutsideChoice
}

/** What of a letter lies on other servers, that it is held back, and how to have it shown. */
export function OutsideBanner({ interaction: { blockedContent, outside }, choice }: OutsideBannerProps) {
  const { t } = useTranslation()
  if (blockedContent === 0) return null
  const help = outside === 'forbidden' ? t('letter.outsideForbidden') : t('letter.blockedHelp')
  return (
    <Banner
      icon={IconPhotoOff}
      actions={
        outside === 'held-back' ? (
          <Button
            size="xs"
            loading={choice.isPending}
            leftSection={<IconPhoto size={14} aria-hidden />}
            title={t('letter.outsideHelp')}
            onClick={choice.show}
          >
            {t('letter.showOutside')}
          </Button>
        ) : undefined
      }
    >
      <span title={help}>
        {t('letter.blocked', { count: blockedContent })}
        {outside === 'forbidden' ? `. ${t('letter.outsideForbidden')}` : ''}
        {choice.failure ? ` ${t(`errors.${choice.failure.code}.cause`)}` : ''}
      </span>
    </Banner>
  )
}
