import { ActionIcon, Button, Popover } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import styles from './ComposeBody.module.css'

/** Sets or removes the link of what is selected; the address is asked for beside the button. */
export function LinkButton({ editor }: { editor: Editor }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const href = useEditorState({
    editor,
    selector: ({ editor: shown }): unknown => shown.getAttributes('link')['href'],
  })
  const present = typeof href === 'string' ? href : ''
  const close = () => {
    setOpen(false)
    editor.commands.focus()
  }
  const set = (address: string) => {
    const target = address.trim()
    const chain = editor.chain().focus().extendMarkRange('link')
    if (target === '') chain.unsetLink().run()
    else if (editor.state.selection.empty && present === '') {
      chain
        .insertContent({ type: 'text', text: target, marks: [{ type: 'link', attrs: { href: whole(target) } }] })
        .run()
    } else chain.setLink({ href: whole(target) }).run()
    setOpen(false)
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus offset={4} withinPortal={false}>
      <Popover.Target>
        <ActionIcon
          size="xs"
          variant={present ? 'light' : 'subtle'}
          aria-label={t('compose.link')}
          title={t('compose.link')}
          onClick={() => setOpen(!isOpen)}
        >
          <Icon of={IconLink} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles['linkBox'] ?? ''}>
        <LinkForm address={present} onSet={set} onClose={close} />
      </Popover.Dropdown>
    </Popover>
  )
}

interface LinkFormProps {
  address: string
  onSet: (address: string) => void
  onClose: () => void
}

function LinkForm({ address, onSet, onClose }: LinkFormProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(address)
  return (
    <div className={styles['linkForm']}>
      <input
        className={styles['linkInput']}
        type="url"
        aria-label={t('compose.linkAddress')}
        placeholder={t('compose.linkAddress')}
        value={text}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSet(text)
          else if (event.key === 'Escape') onClose()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="xs" onClick={() => onSet(text)}>
        {t('compose.linkSet')}
      </Button>
      {address ? (
        <Button size="xs" variant="subtle" onClick={() => onSet('')}>
          {t('compose.linkRemove')}
        </Button>
      ) : null}
    </div>
  )
}

/** «stroyinvest.example/price» is a page, «anna@x.example» a mailbox. */
function whole(address: string): string {
  if (/^(?:https?|mailto|tel):/i.test(address)) return address
  return /^[^\s/]+@[^\s/]+$/.test(address) ? `mailto:${address}` : `https://${address}`
}
