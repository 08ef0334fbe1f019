// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core'
import i18next from 'i18next'
import { lazy, type ReactNode, Suspense } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { ru } from '../i18n/ru.ts'
import { focusDraft } from './open-drafts.ts'
import { RichEditor } from './RichEditor.tsx'

let root: Root | undefined

beforeAll(async () => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
  await i18next.use(initReactI18next).init({ lng: 'ru', resources: { ru: { translation: ru } } })
})
afterEach(() => root?.unmount())

function show(children: ReactNode): void {
  document.body.innerHTML = '<div id="page"></div>'
  root = createRoot(document.querySelector('#page') ?? document.body)
  root.render(<MantineProvider>{children}</MantineProvider>)
}

const editor = (
  <RichEditor
    html=""
    onChange={() => undefined}
    onFiles={() => undefined}
    onPictures={() => undefined}
    onPick={() => undefined}
    isFirst
  >
    {null}
  </RichEditor>
)

test('B16 the text has the focus although its editor comes late and is held back before it is shown', async () => {
  // React shows what comes soon after a placeholder with a delay, in which the editor that was drawn is thrown away.
  let arrive: (module: { default: () => ReactNode }) => void = () => undefined
  const Late = lazy(() => new Promise<{ default: () => ReactNode }>((resolve) => (arrive = resolve)))
  show(
    <section id="draft-of-a-test">
      <Suspense fallback={<p>waiting</p>}>
        <Late />
      </Suspense>
    </section>,
  )
  focusDraft('draft-of-a-test')
  await vi.waitFor(() => expect(document.body.textContent).toContain('waiting'))
  arrive({ default: () => editor })
  await vi.waitFor(() => expect(document.querySelector('[contenteditable="true"]')).not.toBeNull(), 5000)
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('contenteditable')).toBe('true'))
})

test('B16 the text has the focus where its editor is there at once', async () => {
  show(<section id="draft-of-another">{editor}</section>)
  focusDraft('draft-of-another')
  await vi.waitFor(() => expect(document.activeElement?.getAttribute('contenteditable')).toBe('true'), 5000)
})
