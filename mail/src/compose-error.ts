import type { Draft } from './draft.ts'

export type ComposeProblem = 'bad-address' | 'bad-date' | 'bad-message-id'

/** A draft that no letter can be made of; carries no text of the letter, so it may be logged. */
export class ComposeError extends Error {
  override readonly name = 'ComposeError'
  readonly code: ComposeProblem
  readonly field: keyof Draft

  constructor(code: ComposeProblem, field: keyof Draft) {
    super(`${code} in ${field}`)
    this.code = code
    this.field = field
  }
}
