import { type Failure, toFailure } from '../api/failure.ts'
import { changedFields, type DraftFields, type SavedDraft, sayTheSame } from './draft-fields.ts'

export type SaveState =
  | { kind: 'saved'; at: Date | null }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  /** Kept here and tried again by itself. */
  | { kind: 'failed'; failure: Failure }
  /** Another window saved something else meanwhile: a person chooses, nothing is overwritten before. */
  | { kind: 'conflict'; theirs: SavedDraft }
  /** Thrown away or sent elsewhere. */
  | { kind: 'gone'; failure: Failure }

export interface AutosaveDeps {
  /** Saves what changed over that version; returns the new one. */
  save(change: Partial<DraftFields>, version: number): Promise<number>
  read(): Promise<SavedDraft>
}

export interface DraftView {
  fields: DraftFields
  state: SaveState
  /** Another one whenever the fields were put in from outside, so that an editor begins anew. */
  edition: number
}

/** After the last key; a person who types without a pause is saved all the same. */
const calmMs = 800
const mostMs = 5000
const retryMs = 5000

/** Keeps one draft saved while it is written: at most one request at a time, each over the version that was read last. */
export class Autosave {
  readonly #deps: AutosaveDeps
  readonly #listeners = new Set<() => void>()
  #base: SavedDraft
  #view: DraftView
  #flight: Promise<boolean> | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #dirtySince = 0

  constructor(base: SavedDraft, deps: AutosaveDeps) {
    this.#base = base
    this.#deps = deps
    this.#view = { fields: base.fields, state: { kind: 'saved', at: null }, edition: 0 }
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly view = (): DraftView => this.#view

  /** What was saved last. */
  get base(): SavedDraft {
    return this.#base
  }

  get isDirty(): boolean {
    return Object.keys(changedFields(this.#base.fields, this.#view.fields)).length > 0
  }

  change(part: Partial<DraftFields>): void {
    const fields = { ...this.#view.fields, ...part }
    const { state } = this.#view
    const isHeld = state.kind === 'conflict' || state.kind === 'gone' || state.kind === 'failed'
    this.#show({ fields, state: isHeld || this.#flight ? state : { kind: 'unsaved' } })
    if (!this.#flight && !isHeld) this.#wait()
  }

  /** Puts fields in from outside, such as those that were kept when a save had failed. */
  replace(fields: DraftFields): void {
    this.#show({ fields, edition: this.#view.edition + 1 })
    this.change({})
  }

  /** Saves all there is now; false where it could not, the state says why. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer)
    if (this.#flight) await this.#flight
    if (!this.isDirty) return this.#view.state.kind !== 'conflict' && this.#view.state.kind !== 'gone'
    return this.#save()
  }

  /** The server holds another version: taken over where nothing is unsaved here, else left to the next save. */
  adopt(theirs: SavedDraft): void {
    if (theirs.version <= this.#base.version || this.#flight) return
    if (this.isDirty) {
      if (sayTheSame(theirs.fields, this.#base.fields)) this.#base = { ...this.#base, version: theirs.version }
      return
    }
    this.#take(theirs)
  }

  takeTheirs(): void {
    const { state } = this.#view
    if (state.kind === 'conflict') this.#take(state.theirs)
  }

  /** Saves what is here over what the other window saved: only after a person has seen both. */
  keepMine(): Promise<boolean> {
    const { state } = this.#view
    if (state.kind !== 'conflict') return this.flush()
    this.#base = state.theirs
    return this.#save()
  }

  /** The draft is thrown away: what is unsaved is not wanted any more. */
  abandon(): void {
    clearTimeout(this.#timer)
    this.#base = { ...this.#base, fields: this.#view.fields }
  }

  #take(theirs: SavedDraft): void {
    const isSame = sayTheSame(theirs.fields, this.#view.fields)
    this.#base = isSame ? { version: theirs.version, fields: this.#view.fields } : theirs
    this.#show({
      fields: this.#base.fields,
      state: { kind: 'saved', at: null },
      edition: this.#view.edition + (isSame ? 0 : 1),
    })
  }

  #wait(): void {
    const now = Date.now()
    if (this.#dirtySince === 0) this.#dirtySince = now
    clearTimeout(this.#timer)
    const delay = Math.max(0, Math.min(calmMs, this.#dirtySince + mostMs - now))
    this.#timer = setTimeout(() => void this.#save(), delay)
  }

  #save(): Promise<boolean> {
    clearTimeout(this.#timer)
    this.#flight ??= this.#run().finally(() => {
      this.#flight = null
      if (this.isDirty && (this.#view.state.kind === 'saved' || this.#view.state.kind === 'unsaved')) {
        this.#show({ state: { kind: 'unsaved' } })
        this.#wait()
      }
    })
    return this.#flight
  }

  async #run(): Promise<boolean> {
    this.#dirtySince = 0
    const { fields } = this.#view
    const change = changedFields(this.#base.fields, fields)
    this.#show({ state: { kind: 'saving' } })
    try {
      if (Object.keys(change).length > 0) {
        const version = await this.#deps.save(change, this.#base.version)
        this.#base = { version, fields }
      }
      this.#show({ state: { kind: 'saved', at: new Date() } })
      return true
    } catch (error) {
      return this.#recover(toFailure(error))
    }
  }

  async #recover(failure: Failure): Promise<boolean> {
    if (failure.code === 'CONFLICT') return this.#compare()
    if (failure.code === 'NOT_FOUND' || failure.code === 'NOT_A_DRAFT') {
      this.#show({ state: { kind: 'gone', failure } })
      return false
    }
    this.#show({ state: { kind: 'failed', failure } })
    const mayPass = failure.isPassing || failure.code === 'SIGN_IN_REQUIRED' || failure.code === 'UNEXPECTED'
    if (mayPass) this.#timer = setTimeout(() => void this.#save(), retryMs)
    return false
  }

  /** A version may move without a word having changed; only other words are a conflict. */
  async #compare(): Promise<boolean> {
    try {
      const theirs = await this.#deps.read()
      if (sayTheSame(theirs.fields, this.#view.fields)) {
        this.#base = { version: theirs.version, fields: this.#view.fields }
        this.#show({ state: { kind: 'saved', at: new Date() } })
        return true
      }
      if (theirs.version !== this.#base.version && sayTheSame(theirs.fields, this.#base.fields)) {
        this.#base = { ...this.#base, version: theirs.version }
        return await this.#run()
      }
      this.#show({ state: { kind: 'conflict', theirs } })
      return false
    } catch (error) {
      return this.#recover(toFailure(error))
    }
  }

  #show(part: Partial<DraftView>): void {
    this.#view = { ...this.#view, ...part }
    for (const listener of this.#listeners) listener()
  }
}
