import { findBest } from './fuzzy-match.ts'
import type { PaletteGroup, PaletteItem } from './palette-item.ts'

export interface PaletteSection {
  name: PaletteGroup | 'recent'
  items: readonly PaletteItem[]
}

const order: readonly PaletteGroup[] = ['commands', 'places', 'accounts', 'settings']
const mostRecent = 5
const mostOfGroup = 6

/**
 * What the palette shows: without words what was chosen lately, then everything; with words what fits them, the group of
 * the best one first. Letters come last, because they are found by what they say and not by a name.
 */
export function sectionsOf(
  typed: string,
  items: readonly PaletteItem[],
  letters: readonly PaletteItem[],
  recent: readonly string[],
): readonly PaletteSection[] {
  const sections: PaletteSection[] = typed.trim() === '' ? resting(items, recent) : finding(typed, items)
  if (letters.length > 0) sections.push({ name: 'letters', items: letters })
  return sections
}

function resting(items: readonly PaletteItem[], recent: readonly string[]): PaletteSection[] {
  const lately = recent
    .map((id) => items.find((item) => item.id === id))
    .filter((item) => item !== undefined)
    .slice(0, mostRecent)
  const rest = items.filter((item) => !lately.includes(item))
  return [
    { name: 'recent' as const, items: lately },
    ...order.map((name) => ({ name, items: rest.filter(({ group }) => group === name) })),
  ].filter((section) => section.items.length > 0)
}

function finding(typed: string, items: readonly PaletteItem[]): PaletteSection[] {
  const found = findBest(typed, items)
  const names = [...new Set(found.map(({ group }) => group))]
  return names.map((name) => ({ name, items: found.filter(({ group }) => group === name).slice(0, mostOfGroup) }))
}
