import { ActionIcon, Menu } from '@mantine/core'
import {
  IconBlockquote,
  IconBold,
  IconItalic,
  IconList,
  IconListNumbers,
  IconPalette,
  IconPaperclip,
  IconUnderline,
} from '@tabler/icons-react'
import { type Editor, useEditorState } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { Tip } from '../ui/Tip.tsx'
import styles from './ComposeBody.module.css'
import { LinkButton } from './LinkButton.tsx'

const marks = [
  {
    name: 'bold',
    icon: IconBold,
    keys: ['Ctrl B'],
    run: (editor: Editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    name: 'italic',
    icon: IconItalic,
    keys: ['Ctrl I'],
    run: (editor: Editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    name: 'underline',
    icon: IconUnderline,
    keys: ['Ctrl U'],
    run: (editor: Editor) => editor.chain().focus().toggleUnderline().run(),
  },
] as const

const blocks = [
  {
    name: 'bulletList',
    icon: IconList,
    keys: ['Ctrl Shift 8'],
    run: (editor: Editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'orderedList',
    icon: IconListNumbers,
    keys: ['Ctrl Shift 7'],
    run: (editor: Editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: 'quote',
    icon: IconBlockquote,
    keys: ['Ctrl Shift B'],
    run: (editor: Editor) => editor.chain().focus().toggleBlockquote().run(),
  },
] as const

/** Dark enough on white paper, which letters are read on. */
const colors = [
  { name: 'colorRed', value: '#b0342a' },
  { name: 'colorOrange', value: '#a35a00' },
  { name: 'colorGreen', value: '#2b7148' },
  { name: 'colorBlue', value: '#2c628b' },
  { name: 'colorPurple', value: '#77477f' },
  { name: 'colorGrey', value: '#6d685f' },
] as const

interface EditorToolbarProps {
  editor: Editor
  onPick: () => void
}

/** Formatting, quiet, over the text. */
export function EditorToolbar({ editor, onPick }: EditorToolbarProps) {
  const { t } = useTranslation()
  const active = useEditorState({
    editor,
    selector: ({ editor: shown }) => ({
      bold: shown.isActive('bold'),
      italic: shown.isActive('italic'),
      underline: shown.isActive('underline'),
      bulletList: shown.isActive('bulletList'),
      orderedList: shown.isActive('orderedList'),
      quote: shown.isActive('blockquote'),
    }),
  })
  const buttons = (list: typeof marks | typeof blocks) =>
    list.map(({ name, icon, keys, run }) => (
      <Tip key={name} label={t(`compose.${name}`)} keys={keys}>
        <ActionIcon
          size="xs"
          variant={active[name] ? 'light' : 'subtle'}
          aria-label={t(`compose.${name}`)}
          aria-pressed={active[name]}
          onClick={() => run(editor)}
        >
          <Icon of={icon} />
        </ActionIcon>
      </Tip>
    ))
  return (
    <div className={styles['toolbar']} role="toolbar" aria-label={t('compose.format')}>
      {buttons(marks)}
      <span className={styles['divider']} />
      {buttons(blocks)}
      <LinkButton editor={editor} />
      <ColorMenu editor={editor} />
      <span className={styles['divider']} />
      <Tip label={t('compose.attach')}>
        <ActionIcon size="xs" aria-label={t('compose.attach')} onClick={onPick}>
          <Icon of={IconPaperclip} />
        </ActionIcon>
      </Tip>
    </div>
  )
}

function ColorMenu({ editor }: { editor: Editor }) {
  const { t } = useTranslation()
  const value = useEditorState({
    editor,
    selector: ({ editor: shown }): unknown => shown.getAttributes('textStyle')['color'],
  })
  return (
    <Menu returnFocus={false}>
      <Menu.Target>
        <ActionIcon
          size="xs"
          variant={value ? 'light' : 'subtle'}
          aria-label={t('compose.color')}
          title={t('compose.color')}
        >
          <Icon of={IconPalette} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<span className={styles['swatch']} />}
          onClick={() => editor.chain().focus().unsetColor().run()}
        >
          {t('compose.colorNone')}
        </Menu.Item>
        {colors.map((color) => (
          <Menu.Item
            key={color.name}
            leftSection={<span className={styles['swatch']} style={{ background: color.value }} />}
            onClick={() => editor.chain().focus().setColor(color.value).run()}
          >
            {t(`compose.${color.name}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
