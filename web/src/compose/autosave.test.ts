import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Failure } from '../api/failure.ts'
import { someFields } from '../testing/drafts.ts'
import { Autosave } from './autosave.ts'
import { changedFields, type DraftFields } from './draft-fields.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A server that keeps one draft with its version, as the real one does. */
function aServer(fields: Partial<DraftFields> = {}) {
  const server = {
    held: { version: 1, fields: someFields(fields) },
    saves: [] as { change: Partial<DraftFields>; version: number }[],
    refuse: null as Failure | null,
    gate: Promise.resolve(),
    /** Another window saves. */
    saveElsewhere(part: Partial<DraftFields>) {
      server.held = { version: server.held.version + 1, fields: { ...server.held.fields, ...part } }
    },
    async save(change: Partial<DraftFields>, version: number) {
      server.saves.push({ change, version })
      await server.gate
      if (server.refuse) throw server.refuse
      if (version !== server.held.version) throw new Failure('CONFLICT')
      server.held = { version: version + 1, fields: { ...server.held.fields, ...change } }
      return server.held.version
    },
    read: async () => server.held,
  }
  return { server, autosave: new Autosave(server.held, server) }
}

describe('B16 a draft is saved while it is written', () => {
  test('once typing stops, with only what changed, over the version that was read', async () => {
    const { server, autosave } = aServer()
    autosave.change({ subject: 'O' })
    autosave.change({ subject: 'Offer' })
    expect(autosave.view().state.kind).toBe('unsaved')
    await vi.runAllTimersAsync()
    expect(server.saves).toEqual([{ change: { subject: 'Offer' }, version: 1 }])
    expect(autosave.view().state.kind).toBe('saved')
    autosave.change({ html: '<p>Hello</p>' })
    await vi.runAllTimersAsync()
    expect(server.saves[1]).toEqual({ change: { html: '<p>Hello</p>' }, version: 2 })
  })

  test('also of a person who never stops typing', async () => {
    const { server, autosave } = aServer()
    for (let key = 0; key < 20; key++) {
      autosave.change({ subject: `${key}` })
      await vi.advanceTimersByTimeAsync(500)
    }
    expect(server.saves.length).toBeGreaterThan(0)
  })

  test('what is typed during a save is saved after it', async () => {
    const { server, autosave } = aServer()
    let open = () => {}
    server.gate = new Promise((resolve) => {
      open = resolve
    })
    autosave.change({ subject: 'one' })
    await vi.advanceTimersByTimeAsync(1000)
    autosave.change({ subject: 'two' })
    expect(server.saves).toHaveLength(1)
    open()
    await vi.runAllTimersAsync()
    expect(server.saves.map(({ version }) => version)).toEqual([1, 2])
    expect(server.held.fields.subject).toBe('two')
  })

  test('before sending, everything is saved at once', async () => {
    const { server, autosave } = aServer()
    autosave.change({ subject: 'now' })
    expect(await autosave.flush()).toBe(true)
    expect(server.held.fields.subject).toBe('now')
    expect(autosave.isDirty).toBe(false)
  })

  test('while the server is gone the text stays here and is saved when it is back', async () => {
    const { server, autosave } = aServer()
    server.refuse = new Failure('SERVER_UNREACHABLE')
    autosave.change({ subject: 'kept' })
    await vi.advanceTimersByTimeAsync(1000)
    expect(autosave.view()).toMatchObject({ fields: { subject: 'kept' }, state: { kind: 'failed' } })
    autosave.change({ subject: 'kept too' })
    expect(autosave.view().state.kind).toBe('failed')
    server.refuse = null
    await vi.advanceTimersByTimeAsync(6000)
    expect(server.held.fields.subject).toBe('kept too')
    expect(autosave.view().state.kind).toBe('saved')
  })

  test('a session that is over loses nothing: saved once one has signed in again', async () => {
    const { server, autosave } = aServer()
    server.refuse = new Failure('SIGN_IN_REQUIRED')
    autosave.change({ html: '<p>long</p>' })
    expect(await autosave.flush()).toBe(false)
    server.refuse = null
    await vi.advanceTimersByTimeAsync(6000)
    expect(server.held.fields.html).toBe('<p>long</p>')
  })
})

describe('B16 two windows on one draft overwrite nothing', () => {
  test('a conflict shows what the other one saved, and saves nothing more by itself', async () => {
    const { server, autosave } = aServer()
    server.saveElsewhere({ subject: 'theirs' })
    autosave.change({ subject: 'mine' })
    await vi.runAllTimersAsync()
    expect(autosave.view()).toMatchObject({
      fields: { subject: 'mine' },
      state: { kind: 'conflict', theirs: { fields: { subject: 'theirs' } } },
    })
    autosave.change({ subject: 'mine still' })
    await vi.runAllTimersAsync()
    expect(await autosave.flush()).toBe(false)
    expect(server.held.fields.subject).toBe('theirs')
  })

  test('a person takes the saved one, and the editor begins anew', async () => {
    const { server, autosave } = aServer()
    server.saveElsewhere({ subject: 'theirs' })
    autosave.change({ subject: 'mine' })
    await vi.runAllTimersAsync()
    autosave.takeTheirs()
    expect(autosave.view()).toMatchObject({ fields: { subject: 'theirs' }, state: { kind: 'saved' }, edition: 1 })
    expect(autosave.isDirty).toBe(false)
  })

  test('or his own, which then goes over it', async () => {
    const { server, autosave } = aServer()
    server.saveElsewhere({ subject: 'theirs' })
    autosave.change({ subject: 'mine' })
    await vi.runAllTimersAsync()
    expect(await autosave.keepMine()).toBe(true)
    expect(server.held.fields.subject).toBe('mine')
  })

  test('a version that moved without a word having changed is no conflict', async () => {
    const { server, autosave } = aServer()
    server.saveElsewhere({})
    autosave.change({ subject: 'mine' })
    await vi.runAllTimersAsync()
    expect(server.held.fields.subject).toBe('mine')
    expect(autosave.view().state.kind).toBe('saved')
  })

  test('what another window saved comes in where nothing is unsaved here', () => {
    const { server, autosave } = aServer()
    server.saveElsewhere({ subject: 'theirs' })
    autosave.adopt(server.held)
    expect(autosave.view()).toMatchObject({ fields: { subject: 'theirs' }, edition: 1 })
  })

  test('a draft that was sent or thrown away elsewhere says so and keeps the text', async () => {
    const { server, autosave } = aServer()
    server.refuse = new Failure('NOT_A_DRAFT')
    autosave.change({ subject: 'mine' })
    await vi.runAllTimersAsync()
    expect(autosave.view()).toMatchObject({ fields: { subject: 'mine' }, state: { kind: 'gone' } })
    expect(changedFields(server.held.fields, autosave.view().fields)).toEqual({ subject: 'mine' })
  })
})
