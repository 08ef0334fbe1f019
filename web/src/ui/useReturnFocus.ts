import { useEffect, useState } from 'react'

/** What has the focus now; of a menu, which closes behind what it opens, the control that opened it. */
function focusedNow(): HTMLElement | null {
  const element = document.activeElement
  const opener = element?.closest('[role="menu"]')?.getAttribute('aria-labelledby')
  const origin = opener ? document.getElementById(opener) : element
  return origin instanceof HTMLElement && origin !== document.body ? origin : null
}

/** Gives the focus back to where it was when the component appeared, unless it has gone elsewhere meanwhile. */
export function useReturnFocus(): void {
  const [origin] = useState(focusedNow)
  useEffect(
    () => () => {
      const isNowhere = document.activeElement === null || document.activeElement === document.body
      if (isNowhere && origin?.isConnected) origin.focus({ preventScroll: true })
    },
    [origin],
  )
}
