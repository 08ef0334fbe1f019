import type { Icon } from '@tabler/icons-react'
import type { TFunction } from 'i18next'

export type PaletteGroup = 'commands' | 'places' | 'accounts' | 'settings' | 'letters'

/** One line of the palette: what it is called, what it is found by, and what it does. */
export interface PaletteItem {
  /** Stable over visits, so that it can be remembered. */
  id: string
  group: PaletteGroup
  icon: Icon
  title: string
  /** Behind the title: whose folder, which state. */
  hint?: string | undefined
  /** Prepared by fuzzy-match.ts. */
  names: readonly string[]
  /** Keys that do the same, first alternative only. */
  keys?: readonly string[] | undefined
  /** There is nothing to act on at the moment. */
  isIdle?: boolean
  run: () => void
}

/** Texts of the language that is shown, and of the other one. */
export interface BothTexts {
  t: TFunction
  other: TFunction
}
