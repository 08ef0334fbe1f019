import { Color, TextStyle } from '@tiptap/extension-text-style'
import { EditorContent, useEditor } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './ComposeBody.module.css'
import { EditorToolbar } from './EditorToolbar.tsx'
import { settleFocus } from './open-drafts.ts'

interface RichEditorProps {
  /** Read once; a new edition comes as a new editor. */
  html: string
  onChange: (html: string) => void
  onFiles: (files: readonly File[]) => void
  onPick: () => void
  /** Writing begins here. */
  isFirst: boolean
  /** What stands below the text and is none of the editor's. */
  children: ReactNode
}

const extensions = [
  StarterKit.configure({
    heading: false,
    codeBlock: false,
    horizontalRule: false,
    link: { openOnClick: false, autolink: true, defaultProtocol: 'https', protocols: ['mailto', 'tel'] },
  }),
  TextStyle,
  Color,
]

/** The text of a letter in HTML. */
export function RichEditor({ html, onChange, onFiles, onPick, isFirst, children }: RichEditorProps) {
  const { t } = useTranslation()
  const latest = useRef({ onChange, onFiles })
  useEffect(() => {
    latest.current = { onChange, onFiles }
  })
  const editor = useEditor({
    extensions,
    content: html,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: {
        class: styles['rich'] ?? '',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': t('compose.body'),
        'data-autofocus': String(isFirst),
        'data-body': '',
      },
      handlePaste: (_, event) => {
        const files = [...(event.clipboardData?.files ?? [])]
        // A word processor puts a picture of the text beside the text.
        if (files.length === 0 || event.clipboardData?.types.includes('text/html')) return false
        latest.current.onFiles(files)
        return true
      },
      // Dropped files are the window's, and so is Escape.
      handleDOMEvents: {
        drop: (_, event) => event.dataTransfer?.types.includes('Files') ?? false,
        keydown: (_, event) => event.key === 'Escape',
      },
    },
    onUpdate: ({ editor: written }) => latest.current.onChange(written.isEmpty ? '' : written.getHTML()),
  })
  useEffect(() => {
    // React may hold a drawn editor back for longer than the editor lives unmounted; then another one comes in its place.
    if (!editor.isDestroyed) settleFocus()
  }, [editor])
  return (
    <>
      <EditorToolbar editor={editor} onPick={onPick} />
      {/* A click below the last line is meant for it. */}
      <div
        className={styles['text']}
        role="presentation"
        onPointerDown={(event) => {
          if (event.target !== event.currentTarget) return
          event.preventDefault()
          editor.commands.focus('end')
        }}
      >
        <EditorContent editor={editor} />
        {children}
      </div>
    </>
  )
}
