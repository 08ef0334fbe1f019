import { describe, expect, test } from 'vitest'
import { ownWords } from './testing/own-words.ts'

const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*', '!../i18n/{ru,en}/*'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The name of the product, the same in every language. */
const brand = 'Besedka'

test('no screen has words of its own: all come from the texts of a language', () => {
  const files = Object.entries(sources)
  expect(files.length).toBeGreaterThan(150)
  const found = files.flatMap(([path, source]) => ownWords(source).map((words) => `${path}: ${words}`))
  expect(found.filter((line) => !line.endsWith(`· ${brand}`))).toEqual([])
})

describe('a planted word would be noticed', () => {
  test.each([
    ['text of an element', 'const A = () => <b>Save</b>'],
    ['text before a value', 'const A = () => <p>Saved at {time}</p>'],
    ['text over several lines', 'const A = () => (\n<p>\n  Письмо отправлено\n</p>)'],
    ['text of a fragment', 'const A = () => <>Done</>'],
    ['a string in braces', 'const A = () => <b>{"Save"}</b>'],
    ['one of two', "const A = () => <b>{isOn ? 'On' : t('off')}</b>"],
    ['one for want of another', "const A = () => <b>{name ?? 'Nobody'}</b>"],
    ['a sentence with a value', `const A = () => <b>{\`Saved at \${time}\`}</b>`],
    ['a placeholder', 'const A = () => <input placeholder="Name" />'],
    ['a label for those who listen', 'const A = () => <button aria-label="Close" />'],
    ['a label in braces', "const A = () => <button aria-label={'Close'} />"],
    ['a label that changes', "const A = () => <button aria-label={isOpen ? t('close') : 'Open'} />"],
    ['a title', `const A = () => <span title={\`Page \${page}\`} />`],
    ['a picture’s words', 'const A = () => <img alt="Logo" />'],
    ['a notice', "notify({ tone: 'done', text: 'Сохранено' })"],
    ['a notice with a value', `notify({ tone: "done", text: \`Saved: \${name}\` })`],
    ['a question of the browser', "if (confirm('Really?')) go()"],
    ['the title of the page', "document.title = 'Inbox'"],
  ])('%s', (_, source) => {
    expect(ownWords(source)).toHaveLength(1)
  })

  test.each([
    ['a text of the language', "const A = () => <b title={t('list.all')}>{t('frame.close')}</b>"],
    ['a key cap', 'const A = () => <Key>Esc</Key>'],
    ['marks between values', `const A = () => <b>{\`\${one} · \${other}\`} — (</b>`],
    ['what only programs read', 'const A = () => <input type="email" name="email" className={isOn ? \'a\' : \'b\'} />'],
    ['a comparison', "const A = () => <b>{kind === 'email' ? t('a') : null}</b>"],
  ])('but not %s', (_, source) => {
    expect(ownWords(source)).toEqual([])
  })
})
