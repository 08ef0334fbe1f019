// @vitest-environment jsdom
import { beforeEach, describe, expect, test, vi } from 'vitest'

/** A page that was just loaded: what a module remembers is gone, what the browser keeps is there. */
async function freshPage() {
  vi.resetModules()
  return import('./open-drafts.ts')
}

beforeEach(() => {
  localStorage.clear()
  document.body.innerHTML = ''
})

const frame = () => new Promise<void>((resolve) => requestAnimationFrame(() => resolve()))

/** A window as the dock draws it. */
function drawWindow(key: string) {
  document.body.insertAdjacentHTML('beforeend', `<section id="${key}"><input data-autofocus="true"></section>`)
  return document.querySelector<HTMLElement>(`#${key} input`)
}

describe('B16 windows to write in', () => {
  test('B16 a letter that is being answered in the same way comes forward instead of being answered twice', async () => {
    const drafts = await freshPage()
    const first = drafts.addDraft({ mode: 'reply', basisId: '5' })
    const other = drafts.addDraft({ mode: 'forward', basisId: '5' })
    expect([first.isNew, other.isNew]).toEqual([true, true])
    drafts.changeDraft(first.key, { look: 'folded' })
    expect(drafts.addDraft({ mode: 'reply', basisId: '5' })).toEqual({ key: first.key, isNew: false })
    expect(drafts.currentDrafts().map(({ key, look }) => [key, look])).toEqual([
      [other.key, 'window'],
      [first.key, 'window'],
    ])
  })

  test('B16 new letters are as many as are begun', async () => {
    const drafts = await freshPage()
    expect(drafts.addDraft({ mode: 'new' }).key).not.toBe(drafts.addDraft({ mode: 'new' }).key)
    expect(drafts.currentDrafts()).toHaveLength(2)
  })

  test('B16 one that is on its way out is no window to come back to, unless it is taken back', async () => {
    const drafts = await freshPage()
    const { key } = drafts.addDraft({ mode: 'reply', basisId: '5' })
    drafts.changeDraft(key, { id: '9', isLeaving: true })
    expect(drafts.addDraft({ mode: 'reply', basisId: '5' }).isNew).toBe(true)
    drafts.showDraft('9')
    expect(drafts.currentDrafts().at(-1)).toMatchObject({ key, id: '9', isLeaving: false })
  })
})

describe('B16 windows after the page was loaded again', () => {
  test('B16 stand as they stood, each on its draft; one that had none yet and one that left are gone', async () => {
    const before = await freshPage()
    before.restoreOpenDrafts('anna')
    before.changeDraft(before.addDraft({ mode: 'reply', basisId: '5' }).key, {
      id: '9',
      look: 'folded',
      isFresh: false,
    })
    before.addDraft({ mode: 'new' })
    before.changeDraft(before.addDraft({ mode: 'forward', basisId: '6' }).key, { id: '10', isLeaving: true })
    const after = await freshPage()
    after.restoreOpenDrafts('anna')
    expect(after.currentDrafts()).toMatchObject([
      { id: '9', look: 'folded', isFresh: false, request: { mode: 'reply', basisId: '5' } },
    ])
    expect(localStorage.getItem('besedka-open-drafts-anna')).not.toContain('subject')
  })

  test('B16 are those of the person who signs in, whoever sat there before', async () => {
    const drafts = await freshPage()
    drafts.restoreOpenDrafts('anna')
    drafts.changeDraft(drafts.addDraft({ mode: 'new' }).key, { id: '9' })
    drafts.restoreOpenDrafts('igor')
    expect(drafts.currentDrafts()).toEqual([])
    drafts.restoreOpenDrafts('anna')
    expect(drafts.currentDrafts()).toMatchObject([{ id: '9' }])
  })

  test.each(['{', '{}', '[null,1,{"id":5}]', 'null'])('B16 are none where nonsense was kept: %s', async (text) => {
    localStorage.setItem('besedka-open-drafts-anna', text)
    const drafts = await freshPage()
    drafts.restoreOpenDrafts('anna')
    expect(drafts.currentDrafts()).toEqual([])
  })
})

describe('B16 the focus', () => {
  test('B16 goes into a window that was drawn already, and once only', async () => {
    const drafts = await freshPage()
    const { key } = drafts.addDraft({ mode: 'new' })
    const field = drawWindow(key)
    await frame()
    expect(document.activeElement).toBe(field)
    field?.blur()
    drafts.settleFocus()
    expect(document.activeElement).toBe(document.body)
  })

  test('B16 waits for a window that comes late', async () => {
    const drafts = await freshPage()
    const { key } = drafts.addDraft({ mode: 'new' })
    await frame()
    const field = drawWindow(key)
    expect(document.activeElement).toBe(document.body)
    drafts.settleFocus()
    expect(document.activeElement).toBe(field)
  })

  test('B16 returns to where it was when the window closes, and stays where a person has put it', async () => {
    document.body.innerHTML = '<button id="row"></button><button id="elsewhere"></button>'
    const row = document.getElementById('row')
    row?.focus()
    const drafts = await freshPage()
    const { key } = drafts.addDraft({ mode: 'new' })
    drawWindow(key)
    await frame()
    drafts.closeDraft(key)
    await frame()
    expect(document.activeElement).toBe(row)
    const second = drafts.addDraft({ mode: 'new' })
    drawWindow(second.key)
    await frame()
    document.getElementById('elsewhere')?.focus()
    drafts.closeDraft(second.key)
    await frame()
    expect(document.activeElement?.id).toBe('elsewhere')
  })
})
