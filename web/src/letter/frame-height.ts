/** A letter higher than this scrolls in its frame: no honest one is, and a browser draws no page of any height. */
const highest = 100_000
/** The frame is measured at this height, so that what is given in parts of it (`120vh`) cannot make it grow for ever. */
const measuredAt = 40

/**
 * Keeps a frame as high as its document, through pictures that come later and quotes that are unfolded. The element around
 * the frame keeps its height while the frame is measured: the page does not move under the reader.
 */
export function followHeight(frame: HTMLIFrameElement, inside: Document): () => void {
  const holder = frame.parentElement
  const root = inside.documentElement
  const body = inside.body
  if (holder === null) return () => {}
  const measure = () => {
    const wished = heightOf(frame, root)
    const height = `${Math.min(wished, highest)}px`
    root.style.setProperty('overflow-y', wished > highest ? 'auto' : 'hidden', 'important')
    holder.style.height = height
    frame.style.height = height
  }
  measure()
  // Not before the browser has drawn: a size that is changed while sizes are told is a complaint in its console.
  let next = 0
  const observer = new ResizeObserver(() => {
    cancelAnimationFrame(next)
    next = requestAnimationFrame(measure)
  })
  observer.observe(body)
  observer.observe(holder)
  return () => {
    cancelAnimationFrame(next)
    observer.disconnect()
  }
}

function heightOf(frame: HTMLIFrameElement, root: HTMLElement): number {
  const before = frame.style.height
  frame.style.height = `${measuredAt}px`
  const bar = root.scrollWidth > root.clientWidth ? frame.clientHeight - root.clientHeight : 0
  const height = root.scrollHeight + bar
  frame.style.height = before
  return height
}
