import { problemOf, type Recipient } from './recipient-input.ts'

/** So many stand in the field at once; of more, some and how many there are. */
const most = 30
const some = 12

/** Of many recipients the first and all whose address is wrong; `hidden` tells how many stand behind. */
export function shownPeople(
  people: readonly Recipient[],
  isWhole: boolean,
): { shown: readonly { person: Recipient; index: number }[]; hidden: number } {
  const all = people.map((person, index) => ({ person, index }))
  if (isWhole || people.length <= most) return { shown: all, hidden: 0 }
  const shown = all.filter(({ person, index }) => index < some || problemOf(person.address) !== null)
  return { shown, hidden: people.length - shown.length }
}
