import { Color, TextStyle } from '@tiptap/extension-text-style'
import { EditorContent, useEditor } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './ComposeBody.module.css'
import { interactionsType } from './dragged-letters.ts'
import { EditorToolbar } from './EditorToolbar.tsx'
import { settleFocus } from './open-drafts.ts'
import { PictureNode } from './picture-node.ts'
import { areAllPictures, insertPictures, type TakePictures } from './text-pictures.ts'

interface RichEditorProps {
  /** Read once; a new edition comes as a new editor. */
  html: string
  onChange: (html: string) => void
  onFiles: (files: readonly File[]) => void
  onPictures: TakePictures
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
  PictureNode,
]

/** The text of a letter in HTML. */
export function RichEditor({ html, onChange, onFiles, onPictures, onPick, isFirst, children }: RichEditorProps) {
  const { t } = useTranslation()
  const latest = useRef({ onChange, onFiles, onPictures })
  useEffect(() => {
    latest.current = { onChange, onFiles, onPictures }
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
      handlePaste: (view, event) => {
        const files = [...(event.clipboardData?.files ?? [])]
        // A word processor puts a picture of the text beside the text.
        if (files.length === 0 || event.clipboardData?.types.includes('text/html')) return false
        if (areAllPictures(files)) insertPictures(view, files, { take: latest.current.onPictures })
        else latest.current.onFiles(files)
        return true
      },
      // Dropped files and letters are the window's, and so is Escape; pictures fall into the text.
      handleDOMEvents: {
        drop: (view, event) => {
          const files = [...(event.dataTransfer?.files ?? [])]
          if (areAllPictures(files)) {
            event.preventDefault()
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos
            insertPictures(view, files, { take: latest.current.onPictures, ...(at === undefined ? {} : { at }) })
          }
          return files.length > 0 || (event.dataTransfer?.types.includes(interactionsType) ?? false)
        },
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
