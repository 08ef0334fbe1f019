import { useMemo, useState } from 'react'
import { type PaletteSection, sectionsOf } from './palette-sections.ts'
import { recentChoices } from './recent-choices.ts'
import { useBothTexts } from './useBothTexts.ts'
import { useCommandItems } from './useCommandItems.ts'
import { useLetterItems } from './useLetterItems.ts'
import { usePlaceItems } from './usePlaceItems.ts'
import { useSettingItems } from './useSettingItems.ts'

/** All that the palette offers for what is typed. */
export function usePaletteSections(typed: string) {
  const texts = useBothTexts()
  const [recent] = useState(recentChoices)
  const commands = useCommandItems(texts)
  const places = usePlaceItems(texts)
  const settings = useSettingItems(texts)
  const { items: letters, isSearching, failure } = useLetterItems(typed)
  const sections: readonly PaletteSection[] = useMemo(
    () => sectionsOf(typed, [...commands, ...places, ...settings], letters, recent),
    [typed, commands, places, settings, letters, recent],
  )
  return { sections, isSearching, failure }
}
