import type { Lab } from '../lab-types.ts'
import { enquiryThreads } from './enquiry-letters.ts'
import { harbourThreads } from './harbour-letters.ts'
import { insideThreads } from './inside-letters.ts'
import { leftoverThreads } from './leftover-letters.ts'
import { officeThreads } from './office-letters.ts'
import { orderThreads } from './order-letters.ts'
import { type PlacedLetter, placeThread } from './place-letters.ts'
import { supplierThreads } from './supplier-letters.ts'

const threads = [
  ...orderThreads,
  ...enquiryThreads,
  ...supplierThreads,
  ...insideThreads,
  ...officeThreads,
  ...harbourThreads,
  ...leftoverThreads,
]

/** The sample letters of these mailboxes, oldest first. Their dates end shortly before `now`. */
export function sampleLetters(owners: readonly string[], now: Date): PlacedLetter[] {
  return threads
    .flatMap((thread) => placeThread(thread, owners, now))
    .sort((a, b) => a.internalDate.getTime() - b.internalDate.getTime())
}

/**
 * Fills the mailboxes `sales@`, `anna@` and `office@corp.test` of a lab, those of them it has, with sample mail in
 * Russian and English. Returns the number of letters.
 */
export async function loadSampleMail(lab: Lab, now = new Date()): Promise<number> {
  const letters = sampleLetters(
    lab.users.map(({ address }) => address),
    now,
  )
  const folders = Map.groupBy(letters, ({ address, folder }) => `${address} ${folder}`)
  for (const group of folders.values()) {
    const [first] = group
    if (first === undefined) continue
    await lab.append(first.address, first.folder.replaceAll('/', lab.separator), group)
  }
  return letters.length
}
