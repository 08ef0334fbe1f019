import { expect, test } from 'vitest'
import { prepareName } from './fuzzy-match.ts'
import type { PaletteGroup, PaletteItem } from './palette-item.ts'
import { sectionsOf } from './palette-sections.ts'

const item = (id: string, group: PaletteGroup, title: string) =>
  ({ id, group, title, names: [prepareName(title)], run: () => {} }) as unknown as PaletteItem
const items = [
  item('command reply', 'commands', 'Reply'),
  item('command reviewed', 'commands', 'Reviewed'),
  item('folder 1', 'accounts', 'Review board'),
  item('theme dark', 'settings', 'Theme: Dark'),
]
const shape = (...args: Parameters<typeof sectionsOf>) =>
  sectionsOf(...args).map(({ name, items: of }) => [name, ...of.map(({ id }) => id)])

test('before a word is typed, what was chosen lately comes first and only once', () => {
  expect(shape('', items, [], ['theme dark', 'folder 9'])).toEqual([
    ['recent', 'theme dark'],
    ['commands', 'command reply', 'command reviewed'],
    ['accounts', 'folder 1'],
  ])
})

test('the group of what fits best comes first, letters come last', () => {
  const letter = item('letter 5', 'letters', 'Reply by Friday')
  expect(shape('review b', items, [letter], [])).toEqual([
    ['accounts', 'folder 1'],
    ['letters', 'letter 5'],
  ])
  expect(shape('dark', items, [], [])[0]).toEqual(['settings', 'theme dark'])
})
