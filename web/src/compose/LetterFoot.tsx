import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowBackUpDouble, IconArrowForwardUp, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '../api/wire-types.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tip } from '../ui/Tip.tsx'
import styles from './LetterFoot.module.css'
import { canAnswer, useCompose } from './useCompose.ts'

/** Below a letter: the ways to answer it; below a draft, the way back into it. */
export function LetterFoot({ interaction }: { interaction: Interaction }) {
  if (interaction.status === 'draft') return <DraftFoot interaction={interaction} />
  return canAnswer(interaction) ? <AnswerFoot interaction={interaction} /> : null
}

function AnswerFoot({ interaction: { id } }: { interaction: Interaction }) {
  const { t } = useTranslation()
  const { answer } = useCompose()
  return (
    <footer className={styles['foot']}>
      <Tip label={t('compose.reply')} keys={['R']}>
        <Button
          className={styles['main'] ?? ''}
          leftSection={<Icon of={IconArrowBackUp} />}
          onClick={() => answer(id, 'reply')}
        >
          {t('compose.reply')}
        </Button>
      </Tip>
      <Tip label={t('compose.replyAll')} keys={['A']}>
        <Button leftSection={<Icon of={IconArrowBackUpDouble} />} onClick={() => answer(id, 'reply-all')}>
          {t('compose.replyAll')}
        </Button>
      </Tip>
      <Tip label={t('compose.forward')} keys={['F']}>
        <Button leftSection={<Icon of={IconArrowForwardUp} />} onClick={() => answer(id, 'forward')}>
          {t('compose.forward')}
        </Button>
      </Tip>
    </footer>
  )
}

function DraftFoot({ interaction: { id } }: { interaction: Interaction }) {
  const { t } = useTranslation()
  const { goOn } = useCompose()
  const client = useQueryClient()
  return (
    <footer className={styles['foot']}>
      <Button className={styles['main'] ?? ''} leftSection={<Icon of={IconPencil} />} onClick={() => goOn(id)}>
        {t('compose.continueDraft')}
      </Button>
      <span className={styles['space']} />
      <Tip label={t('compose.discardDraft')}>
        <ActionIcon
          aria-label={t('compose.discardDraft')}
          onClick={() => void import('./sendCommands.ts').then(({ discardDraft }) => discardDraft(client, id))}
        >
          <Icon of={IconTrash} />
        </ActionIcon>
      </Tip>
    </footer>
  )
}
