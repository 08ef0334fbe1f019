import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ServerState, SyncCursor } from './sync-cursor.ts'
import { planSync } from './sync-plan.ts'

const cursor: SyncCursor = { uidValidity: 7n, low: 1, high: 50, highestModseq: 90n, backfillDone: true, count: 40 }
const server: ServerState = { uidValidity: 7n, uidNext: 51, exists: 40, highestModseq: 90n }

describe('what a pass over a folder does', () => {
  test('nothing where nothing changed', () => {
    expect(planSync(cursor, server)).toEqual({
      kind: 'none',
      reason: 'unchanged',
      ranges: [],
      flags: null,
      vanished: false,
      rematch: false,
    })
  })

  test('a folder never read is loaded whole, newest first, without a word about flags', () => {
    expect(planSync(null, server)).toMatchObject({
      kind: 'full',
      reason: 'first-sync',
      ranges: [{ from: 1, to: 50, order: 'down' }],
      rematch: false,
    })
  })

  test('an empty folder never read needs a cursor and no fetch', () => {
    expect(planSync(null, { ...server, uidNext: 1, exists: 0 })).toMatchObject({ kind: 'full', ranges: [] })
  })

  test('new letters come before the backfill', () => {
    const half = { ...cursor, low: 31, backfillDone: false, count: 20 }
    expect(planSync(half, { ...server, uidNext: 53, exists: 42 })).toMatchObject({
      kind: 'new',
      reason: 'new-letters',
      ranges: [
        { from: 51, to: 52, order: 'up', purpose: 'new' },
        { from: 1, to: 30, order: 'down', purpose: 'backfill' },
      ],
    })
    expect(planSync(half, server)).toMatchObject({ kind: 'new', reason: 'backfill', ranges: [{ from: 1, to: 30 }] })
  })

  test('a changed UIDVALIDITY means a full pass that matches what is here again', () => {
    expect(planSync(cursor, { ...server, uidValidity: 8n })).toMatchObject({
      kind: 'full',
      reason: 'uidvalidity-changed',
      rematch: true,
      ranges: [{ from: 1, to: 50 }],
    })
  })

  test('a UIDNEXT that shrank means a full pass that matches again: the UIDs may name other letters now', () => {
    expect(planSync(cursor, { ...server, uidNext: 48 })).toMatchObject({
      kind: 'full',
      reason: 'uidnext-went-back',
      rematch: true,
    })
  })

  test('a broken cursor is replaced by a full pass that matches again', () => {
    for (const broken of [{ low: 60 }, { high: -1 }, { count: 51 }, { low: 0 }, { high: Number.NaN }]) {
      expect(planSync({ ...cursor, ...broken }, server)).toMatchObject({ reason: 'cursor-invalid', rematch: true })
    }
  })

  test('flags are asked for since the stored mod-sequence, for all letters where that says nothing', () => {
    const flags = (before: bigint | null, now: bigint | null) =>
      planSync({ ...cursor, highestModseq: before }, { ...server, highestModseq: now })
    expect(flags(90n, 95n)).toMatchObject({ reason: 'modseq-advanced', flags: { since: 90n, certain: true } })
    expect(flags(90n, 80n)).toMatchObject({ reason: 'modseq-went-back', flags: { since: null, certain: true } })
    expect(flags(null, 80n)).toMatchObject({ reason: 'modseq-gained', flags: { since: null, certain: true } })
    expect(flags(90n, null)).toMatchObject({ reason: 'modseq-lost', flags: { since: null, certain: true } })
    expect(flags(null, null)).toMatchObject({ reason: 'no-modseq', flags: { since: null, certain: false } })
    expect(flags(90n, 95n).kind).toBe('flags')
  })

  test('flags of the letters here are asked for in the same pass as new letters', () => {
    const plan = planSync(cursor, { ...server, uidNext: 52, exists: 41, highestModseq: 99n })
    expect(plan).toMatchObject({ kind: 'new', flags: { since: 90n, certain: true } })
  })

  test('fewer letters on the server than here means that some were expunged', () => {
    expect(planSync(cursor, { ...server, exists: 39 })).toMatchObject({
      kind: 'flags',
      reason: 'letters-vanished',
      vanished: true,
    })
  })

  test('more letters on the server than here, none of them new, means a comparison of the whole folder', () => {
    expect(planSync(cursor, { ...server, exists: 41 })).toMatchObject({
      kind: 'full',
      reason: 'letters-missing',
      rematch: false,
      ranges: [{ from: 1, to: 50, purpose: 'compare' }],
    })
  })

  test('a server without a usable UIDNEXT is asked for everything above the highest letter here', () => {
    for (const uidNext of [null, 0, Number.NaN, 10]) {
      expect(planSync(cursor, { ...server, uidNext })).toMatchObject({
        kind: 'new',
        reason: 'uidnext-unknown',
        ranges: [{ from: 51, to: null, order: 'up' }],
      })
    }
  })

  test('every pair of states has a decision, and its ranges never touch what is committed', () => {
    const small = fc.integer({ min: 0, max: 12 })
    const modseq = fc.option(fc.bigInt({ min: 1n, max: 5n }), { nil: null })
    const anyCursor = fc.record({
      uidValidity: fc.bigInt({ min: 1n, max: 2n }),
      low: small,
      high: small,
      highestModseq: modseq,
      backfillDone: fc.boolean(),
      count: small,
    })
    const anyServer = fc.record({
      uidValidity: fc.bigInt({ min: 1n, max: 2n }),
      uidNext: fc.option(small, { nil: null }),
      exists: small,
      highestModseq: modseq,
    })
    fc.assert(
      fc.property(fc.option(anyCursor, { nil: null }), anyServer, (stored, state) => {
        const plan = planSync(stored, state)
        const worst = plan.rematch || plan.reason === 'first-sync' || plan.reason === 'letters-missing'
        expect(plan.kind === 'full').toBe(worst)
        expect(plan.kind === 'new').toBe(!worst && plan.ranges.length > 0)
        if (plan.kind === 'none') expect(plan).toMatchObject({ ranges: [], flags: null, vanished: false })
        if (plan.kind !== 'new' || stored === null) return
        for (const range of plan.ranges) {
          expect(range.order === 'up' ? range.from === stored.high + 1 : range.to === stored.low - 1).toBe(true)
          if (range.to !== null) expect(range.from).toBeLessThanOrEqual(range.to)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
