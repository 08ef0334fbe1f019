/** What an interaction is about: nothing yet, another interaction (the head of a chain), or a record of the host program. */
export type RecordValue =
  | { readonly kind: 'none' }
  | { readonly kind: 'interaction'; readonly id: string }
  | { readonly kind: 'record'; readonly type: string; readonly externalId: string }

/** How far a record has come from the letter it belongs to: steps from child to parent, and from parent to child. */
export interface Reach {
  readonly up: number
  readonly down: number
}

/** `set` by a person or `found` by evidence in the letter itself; `inherited` from its basis or its answers. */
export interface HeldRecord {
  readonly value: RecordValue
  readonly origin: 'set' | 'found' | 'inherited'
  /** Zero unless inherited. */
  readonly reach: Reach
}

export const noRecord: HeldRecord = { value: { kind: 'none' }, origin: 'inherited', reach: { up: 0, down: 0 } }

export interface Reconciliation {
  /** What each of the two holds from now on, null where it stays as it is. */
  readonly parent: HeldRecord | null
  readonly child: HeldRecord | null
}

function recordKey(value: RecordValue): string {
  return value.kind === 'record' ? JSON.stringify([value.type, value.externalId]) : ''
}

/**
 * A total order of records: fewer steps up first, so what an ancestor is about counts more than what an answer is about;
 * then fewer steps down; the key of the record decides between equals, so that no order of arrival does.
 */
function isNearer(a: HeldRecord, b: HeldRecord): boolean {
  if (a.reach.up !== b.reach.up) return a.reach.up < b.reach.up
  if (a.reach.down !== b.reach.down) return a.reach.down < b.reach.down
  return recordKey(a.value) < recordKey(b.value)
}

/** What comes of a letter's record when one handed on by a neighbour is offered to it. */
function takes(held: HeldRecord, offered: HeldRecord): boolean {
  if (held.origin !== 'inherited' || offered.value.kind !== 'record') return false
  return held.value.kind !== 'record' || isNearer(offered, held)
}

function handOn(held: HeldRecord, step: Reach): HeldRecord {
  const reach = { up: held.reach.up + step.up, down: held.reach.down + step.down }
  return { value: held.value, origin: 'inherited', reach }
}

const stepUp: Reach = { up: 1, down: 0 }
const stepDown: Reach = { up: 0, down: 1 }

/** The chain that an answer to this letter belongs to, where neither is about a record. */
function chainOf(id: string, held: HeldRecord): HeldRecord {
  const value: RecordValue = held.value.kind === 'none' ? { kind: 'interaction', id } : held.value
  return { value, origin: 'inherited', reach: { up: 0, down: 0 } }
}

/**
 * Brings a letter and its basis (`parent`) to one record. Of the four cases
 * 1. the child is about nothing: it takes what its parent is about, or its parent's chain;
 * 2. the child belongs to a chain only, the parent to a record: the child takes the record;
 * 3. the parent is about nothing or a chain, the child about a record: the parent takes the record;
 * 4. both are about records: both stay.
 *
 * What a person has set and what a letter's own text has proved never changes. An inherited record gives way to one that
 * has come a nearer way, so that repeating this over all pairs of a thread ends alike in any order: at `recordsOfThread`.
 */
export function reconcileRecords(
  parent: { readonly id: string; readonly held: HeldRecord },
  child: { readonly held: HeldRecord },
): Reconciliation {
  const down = handOn(parent.held, stepDown)
  if (takes(child.held, down)) return { parent: null, child: down }
  const up = handOn(child.held, stepUp)
  if (takes(parent.held, up)) return { parent: up, child: null }
  if (child.held.origin !== 'inherited' || child.held.value.kind === 'record' || parent.held.value.kind === 'record') {
    return { parent: null, child: null }
  }
  const chain = chainOf(parent.id, parent.held)
  const same = JSON.stringify(chain.value) === JSON.stringify(child.held.value)
  return { parent: null, child: same ? null : chain }
}

export interface ThreadLetter {
  readonly id: string
  /** The basis, null where there is none. */
  readonly basis: string | null
  /** What was set or found for this letter itself, null where nothing was. */
  readonly own: { readonly value: RecordValue; readonly origin: 'set' | 'found' } | null
}

/** Letters from the heads of the chains downwards. In a ring of letters that name each other the smallest id is the head. */
function fromHeads(letters: readonly ThreadLetter[]): { letter: ThreadLetter; parent: string | null }[] {
  const sorted = [...letters].sort((a, b) => (a.id < b.id ? -1 : 1))
  const known = new Set(sorted.map(({ id }) => id))
  const answers = new Map<string, ThreadLetter[]>()
  for (const letter of sorted) {
    if (letter.basis === null || !known.has(letter.basis)) continue
    answers.set(letter.basis, [...(answers.get(letter.basis) ?? []), letter])
  }
  const order: { letter: ThreadLetter; parent: string | null }[] = []
  const placed = new Set<string>()
  const place = (head: ThreadLetter): void => {
    placed.add(head.id)
    let next = order.push({ letter: head, parent: null }) - 1
    for (let at = order[next]; at; next += 1, at = order[next]) {
      for (const answer of answers.get(at.letter.id) ?? []) {
        if (placed.has(answer.id)) continue
        placed.add(answer.id)
        order.push({ letter: answer, parent: at.letter.id })
      }
    }
  }
  for (const letter of sorted) if (letter.basis === null || !known.has(letter.basis)) place(letter)
  for (const letter of sorted) if (!placed.has(letter.id)) place(letter)
  return order
}

/**
 * What each letter of a thread is about, from what was set or found for its letters and from their bases alone: the order
 * of arrival has no say. Nearest ancestor with a record, else nearest answer, else the nearest way round; a chain with no
 * record anywhere is about its head.
 */
export function recordsOfThread(letters: readonly ThreadLetter[]): Map<string, HeldRecord> {
  const order = fromHeads(letters)
  const held = new Map<string, HeldRecord>()
  for (const { letter } of order) {
    held.set(letter.id, letter.own ? { ...letter.own, reach: { up: 0, down: 0 } } : noRecord)
  }
  const meet = (id: string, parent: string | null, direction: 'up' | 'down'): void => {
    const mine = held.get(id)
    const above = parent === null ? undefined : held.get(parent)
    if (!mine || !above || parent === null) return
    if (direction === 'up' && takes(above, handOn(mine, stepUp))) held.set(parent, handOn(mine, stepUp))
    if (direction === 'down') {
      const changed = reconcileRecords({ id: parent, held: above }, { held: mine }).child
      if (changed) held.set(id, changed)
    }
  }
  for (const { letter, parent } of [...order].reverse()) meet(letter.id, parent, 'up')
  for (const { letter, parent } of order) meet(letter.id, parent, 'down')
  return held
}
