import { type FrameSetting, frameDocument } from './frame-document.ts'
import { passEventsOn } from './frame-events.ts'
import { followHeight } from './frame-height.ts'
import { writeDocument } from './write-document.ts'

/**
 * Puts a cleaned letter into its frame, at once and in one piece: there is no moment at which the frame is empty. The tree
 * itself moves over, so no text is read as HTML a second time. Returns what ends the watching of its height.
 */
export function showLetter(frame: HTMLIFrameElement, body: HTMLElement, setting: FrameSetting): () => void {
  const ends: (() => void)[] = []
  const nodes = [...body.childNodes]
  const end = () => {
    for (const one of ends.splice(0)) one()
  }
  const fill = () => {
    const inside = frame.contentDocument
    if (inside === null) return
    end()
    writeDocument(inside, frameDocument(setting))
    for (const node of nodes) inside.body.append(node)
    ends.push(followHeight(frame, inside), passEventsOn(frame, inside))
  }
  fill()
  // Some browsers put a fresh empty document into a new frame a moment later.
  const refill = () => {
    if (frame.contentDocument?.body?.childNodes.length === 0 && nodes.length > 0) fill()
  }
  frame.addEventListener('load', refill)
  return () => {
    frame.removeEventListener('load', refill)
    end()
  }
}
