import type { EditorView } from '@tiptap/pm/view'
import type { Attachment } from '../api/wire-types.ts'

export type TakePictures = (files: readonly File[], show: (picture: Attachment) => void) => void

const isPicture = ({ type }: File) => /^image\/(?:png|jpeg|gif|webp|bmp|avif)$/.test(type)

/** Whether all of it can stand in the text; other files, and a drawing that may hold scripts, are attached. */
export function areAllPictures(files: readonly File[]): boolean {
  return files.length > 0 && files.every(isPicture)
}

/** Puts pictures into the text as they come, at the place or where the cursor is by then. */
export function insertPictures(
  view: EditorView,
  files: readonly File[],
  { take, at }: { take: TakePictures; at?: number },
) {
  let place = at
  take(files, ({ address, name }) => {
    const node = view.isDestroyed ? undefined : view.state.schema.nodes['picture']
    if (!node) return
    const picture = node.create({ src: address, alt: name })
    const { tr, doc } = view.state
    const isThere = place !== undefined && place <= doc.content.size
    view.dispatch(isThere && place !== undefined ? tr.insert(place, picture) : tr.replaceSelectionWith(picture, false))
    if (place !== undefined) place += picture.nodeSize
  })
}
