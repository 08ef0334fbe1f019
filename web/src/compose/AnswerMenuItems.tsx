import { Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowBackUpDouble,
  IconArrowForwardUp,
  IconPaperclip,
  IconPencil,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '../api/wire-types.ts'
import { Icon } from '../ui/Icon.tsx'
import { canAnswer, useCompose } from './useCompose.ts'

const ways = [
  { mode: 'reply', word: 'reply', icon: IconArrowBackUp },
  { mode: 'reply-all', word: 'replyAll', icon: IconArrowBackUpDouble },
  { mode: 'forward', word: 'forward', icon: IconArrowForwardUp },
  { mode: 'forward-as-attachment', word: 'forwardAttached', icon: IconPaperclip },
] as const

/** All ways to answer a letter, or to write on a draft, at the head of its menu. */
export function AnswerMenuItems({ interaction }: { interaction: Interaction }) {
  const { t } = useTranslation()
  const { answer, goOn } = useCompose()
  if (interaction.status === 'draft') {
    return (
      <>
        <Menu.Item leftSection={<Icon of={IconPencil} />} onClick={() => goOn(interaction.id)}>
          {t('compose.continueDraft')}
        </Menu.Item>
        <Menu.Divider />
      </>
    )
  }
  if (!canAnswer(interaction)) return null
  return (
    <>
      {ways.map(({ mode, word, icon }) => (
        <Menu.Item key={mode} leftSection={<Icon of={icon} />} onClick={() => answer(interaction.id, mode)}>
          {t(`compose.${word}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  )
}
