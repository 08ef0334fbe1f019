import { expect } from 'vitest'

/** Vitest types its matchers as `any`; as `unknown` they fit every place and hide nothing. */
export const containing = (text: string): unknown => expect.stringContaining(text)
export const notContaining = (text: string): unknown => expect.not.stringContaining(text)
export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern)
export const anyText: unknown = expect.any(String)
export const anyNumber: unknown = expect.any(Number)
