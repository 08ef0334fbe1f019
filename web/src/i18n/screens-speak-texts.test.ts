import { expect, test } from 'vitest'

const screens = import.meta.glob<string>('../**/*.tsx', { query: '?raw', import: 'default', eager: true })

/** Words between two tags. Key caps are the same in every language. */
const betweenTags = />([^<>{}()=;]*\p{L}[^<>{}()=;]*)<\/(?!Key>)/gu
/** Words in an attribute that is read by people. */
const inAttribute = /\b(?:aria-label|title|placeholder|label|alt|description|help|error|name)="([^"]*\p{L}[^"]*)"/gu
/** Attributes of forms that only programs read. */
const forPrograms = new Set(['email', 'password', 'language', 'scope'])

function wordsIn(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const found = [...code.matchAll(betweenTags), ...code.matchAll(inAttribute)].map(([, words]) => (words ?? '').trim())
  return found.filter((words) => !forPrograms.has(words))
}

test('no screen has words of its own: all come from the texts of a language', () => {
  const files = Object.entries(screens).filter(([path]) => !path.includes('.test.'))
  expect(files.length).toBeGreaterThan(30)
  expect(files.flatMap(([path, source]) => wordsIn(source).map((words) => `${path}: ${words}`))).toEqual([])
})

test.each(['<b>Save</b>', '<input placeholder="Name" />', '<p>\n  Письмо отправлено\n</p>'])(
  '%s would be noticed',
  (source) => {
    expect(wordsIn(source)).toHaveLength(1)
  },
)
