import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitIntoBatches } from './sync-batches.ts'
import {
  advanceCursor,
  finishPass,
  recountCursor,
  type ServerState,
  type SyncCursor,
  startCursor,
} from './sync-cursor.ts'
import { planSync } from './sync-plan.ts'

/** A server folder and the program beside it, in memory: contents are numbers that outlive a change of UIDVALIDITY. */
class World {
  uidValidity = 1n
  uidNext = 1
  modseq = 1n
  nextContent = 1
  server = new Map<number, number>()
  cursor: SyncCursor | null = null
  local = new Map<number, number>()
  loads = new Map<number, number>()
  hidesUidNext = false

  state(): ServerState {
    const uidNext = this.hidesUidNext ? null : this.uidNext
    return { uidValidity: this.uidValidity, uidNext, exists: this.server.size, highestModseq: this.modseq }
  }

  arrive(count: number): void {
    for (let index = 0; index < count; index += 1) {
      this.server.set(this.uidNext, this.nextContent)
      this.uidNext += 1
      this.nextContent += 1
    }
    this.modseq += 1n
  }

  expunge(position: number): void {
    const uid = [...this.server.keys()][position % Math.max(1, this.server.size)]
    if (uid !== undefined) this.server.delete(uid)
    this.modseq += 1n
  }

  renumber(): void {
    const contents = [...this.server.values()].reverse()
    this.uidValidity += 1n
    this.server = new Map(contents.map((content, index) => [index * 2 + 1, content]))
    this.uidNext = contents.length * 2 + 1
  }

  /** One pass that dies after `commits` committed batches; returns whether it came to its end. */
  pass(commits: number): boolean {
    const state = this.state()
    const plan = planSync(this.cursor, state)
    const known = new Set(this.local.values())
    if (plan.kind === 'full' && (plan.rematch || this.cursor === null)) {
      this.local = new Map()
      this.cursor = startCursor(state, Math.max(0, ...this.server.keys()))
    }
    let cursor = this.cursor ?? startCursor(state)
    let left = commits
    for (const range of plan.ranges) {
      const listed = [...this.server.keys()].map((uid) => ({ uid, size: uid % 7 }))
      const top = range.order === 'down' && range.to === null ? cursor.high : range.to
      for (const batch of splitIntoBatches({ ...range, to: top }, listed, { letters: 3, bytes: 12 })) {
        if (left === 0) return false
        left -= 1
        const missing = batch.uids.filter((uid) => !this.local.has(uid))
        for (const uid of missing) this.load(uid, known)
        cursor = range.purpose === 'compare' ? recountCursor(cursor, missing.length, 0) : advanceCursor(cursor, batch)
        this.cursor = cursor
      }
    }
    if (plan.vanished) cursor = this.dropVanished(cursor)
    this.cursor = finishPass(cursor, state)
    return true
  }

  private load(uid: number, known: ReadonlySet<number>): void {
    const content = this.server.get(uid) ?? -1
    this.local.set(uid, content)
    if (!known.has(content)) this.loads.set(content, (this.loads.get(content) ?? 0) + 1)
  }

  private dropVanished(cursor: SyncCursor): SyncCursor {
    const gone = [...this.local.keys()].filter((uid) => !this.server.has(uid))
    for (const uid of gone) this.local.delete(uid)
    return recountCursor(cursor, 0, gone.length)
  }
}

type Step = { kind: 'arrive' | 'pass' | 'expunge'; amount: number } | { kind: 'renumber'; amount: number }

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom<Step['kind'][]>('arrive', 'arrive', 'pass', 'pass', 'pass', 'expunge', 'renumber'),
  amount: fc.integer({ min: 0, max: 6 }),
})

function run(steps: readonly Step[], hidesUidNext: boolean): World {
  const world = new World()
  world.hidesUidNext = hidesUidNext
  for (const { kind, amount } of steps) {
    if (kind === 'arrive') world.arrive(amount)
    else if (kind === 'pass') world.pass(amount)
    else if (kind === 'expunge') world.expunge(amount)
    else world.renumber()
  }
  for (let pass = 0; pass < 6; pass += 1) world.pass(1000)
  return world
}

test('any interleaving of batches, crashes, arrivals and expunges ends with exactly the letters of the server', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.boolean(), (steps, hidesUidNext) => {
      const world = run(steps, hidesUidNext)
      expect([...world.local].sort(([a], [b]) => a - b)).toEqual([...world.server].sort(([a], [b]) => a - b))
      const plan = planSync(world.cursor, world.state())
      expect(plan.reason).toBe(hidesUidNext && world.server.size > 0 ? 'uidnext-unknown' : 'unchanged')
    }),
    { numRuns: 1500 },
  )
})

test('without a renumbering no letter is ever loaded twice, crashes or not', () => {
  const quiet = step.filter(({ kind }) => kind !== 'renumber')
  fc.assert(
    fc.property(fc.array(quiet, { maxLength: 25 }), (steps) => {
      const world = run(steps, false)
      expect([...world.loads.values()].every((loads) => loads === 1)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

test('a letter that was lost here is found by its number and loaded again', () => {
  const world = new World()
  world.arrive(10)
  world.pass(1000)
  world.local.delete(4)
  world.cursor = world.cursor && { ...world.cursor, count: world.cursor.count - 1 }
  world.pass(1000)
  expect(world.local.has(4)).toBe(true)
  expect(planSync(world.cursor, world.state()).kind).toBe('none')
})
