export interface Box {
  left: number
  top: number
  width: number
  height: number
}

interface Size {
  width: number
  height: number
}

const gap = 6
const margin = 8

/** Where a tip stands beside its control: below (or above where there is no room), or to the right; always on screen. */
export function tipPlace(
  control: Box,
  tip: Size,
  screen: Size,
  side: 'bottom' | 'right',
): { left: number; top: number } {
  if (side === 'right') {
    return {
      left: control.left + control.width + gap,
      top: within(control.top + (control.height - tip.height) / 2, screen.height - tip.height),
    }
  }
  const below = control.top + control.height + gap
  const isRoomBelow = below + tip.height + margin <= screen.height
  return {
    left: within(control.left + (control.width - tip.width) / 2, screen.width - tip.width),
    top: isRoomBelow ? below : control.top - gap - tip.height,
  }
}

function within(wanted: number, room: number): number {
  return Math.max(margin, Math.min(wanted, room - margin))
}
