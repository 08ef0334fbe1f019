import type { Icon as TablerIcon } from '@tabler/icons-react'

/** The stroke grows as the picture shrinks, so that all look equally heavy. */
const strokes = { 12: 2, 14: 1.9, 16: 1.75, 18: 1.6, 20: 1.6, 28: 1.5 } as const

interface IconProps {
  of: TablerIcon
  size?: keyof typeof strokes
  className?: string | undefined
}

/** A picture beside a word or inside a named control; never speaks by itself. */
export function Icon({ of: Shape, size = 16, className }: IconProps) {
  return <Shape size={size} stroke={strokes[size]} className={className} aria-hidden focusable={false} />
}
