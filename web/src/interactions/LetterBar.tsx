import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconChevronLeft, IconFolderSymlink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { Unseen } from '../ui/Unseen.tsx'
import bar from './CommandBar.module.css'
import { PostponeMenu } from './PostponeMenu.tsx'
import type { HomeModel } from './useHome.ts'

interface LetterBarProps {
  title: string
  review: HomeModel['review']
  move: (() => void) | null
  onBack: () => void
}

/** Over a letter that has the narrow screen to itself: back, and what can be done with it. */
export function LetterBar({ title, review, move, onBack }: LetterBarProps) {
  const { t } = useTranslation()
  return (
    <div className={bar['bar']} data-letter-alone role="toolbar" aria-label={t('list.commands')}>
      <h1 className={bar['unseenTitle']}>{title}</h1>
      <Button variant="subtle" leftSection={<Icon of={IconChevronLeft} />} onClick={onBack}>
        <Unseen>{t('frame.back')}: </Unseen>
        {title}
      </Button>
      <span className={bar['space']} />
      {review ? (
        <>
          {review.canMark ? (
            <ActionIcon aria-label={t('list.reviewed')} onClick={review.markReviewed}>
              <Icon of={IconCheck} />
            </ActionIcon>
          ) : null}
          {review.canClear ? (
            <ActionIcon aria-label={t('list.unreviewed')} onClick={review.clearReviewed}>
              <Icon of={IconArrowBackUp} />
            </ActionIcon>
          ) : null}
          {review.canMark ? (
            <PostponeMenu
              disabled={false}
              opened={review.isPostponeOpen}
              onChange={review.setPostponeOpen}
              onChoose={review.postpone}
            />
          ) : null}
        </>
      ) : null}
      {move ? (
        <ActionIcon aria-label={t('shortcuts.move')} onClick={move}>
          <Icon of={IconFolderSymlink} />
        </ActionIcon>
      ) : null}
    </div>
  )
}
