/** Elements of a letter that have keys of their own. */
const ownKeys = new Set(['Enter', ' '])

/**
 * What is pressed in a letter counts as pressed on the page: its keys are commands there, and a click closes its menus.
 * The events are told again at the frame; where the page takes one, the frame leaves it.
 */
export function passEventsOn(frame: HTMLIFrameElement, inside: Document): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || (ownKeys.has(event.key) && isControl(event.target))) return
    // Leaving the letter begins in the pane around it, not in a frame that no page knows.
    if (event.key === 'Escape') frame.closest<HTMLElement>('[tabindex="-1"]')?.focus({ preventScroll: true })
    const { key, code, shiftKey, ctrlKey, metaKey, altKey, repeat } = event
    const told = { key, code, shiftKey, ctrlKey, metaKey, altKey, repeat, bubbles: true, cancelable: true }
    const isLeft = frame.dispatchEvent(new KeyboardEvent('keydown', told))
    if (!isLeft) event.preventDefault()
  }
  const onPress = () => {
    for (const type of ['pointerdown', 'mousedown']) frame.dispatchEvent(new MouseEvent(type, { bubbles: true }))
  }
  inside.addEventListener('keydown', onKey)
  inside.addEventListener('pointerdown', onPress)
  return () => {
    inside.removeEventListener('keydown', onKey)
    inside.removeEventListener('pointerdown', onPress)
  }
}

/** No `instanceof`: an element of the frame is none of the page's. */
function isControl(target: EventTarget | null): boolean {
  return target !== null && 'closest' in target && (target as Element).closest('a, summary') !== null
}
