import type { Interaction, Participant } from '../api/wire-types.ts'

export type PeopleRole = 'to' | 'cc' | 'bcc' | 'replyTo'

export interface PeopleGroup {
  role: PeopleRole
  people: readonly Participant[]
}

/** Who stands in which field, each once; where answers go only if it is not to the sender. */
export function peopleOf({ to, cc, bcc, replyTo, from }: Pick<Interaction, PeopleRole | 'from'>): PeopleGroup[] {
  const senders = new Set(from.map(({ address }) => address.toLowerCase()))
  const others = replyTo.filter(({ address }) => !senders.has(address.toLowerCase()))
  const groups: PeopleGroup[] = [
    { role: 'to', people: eachOnce(to) },
    { role: 'cc', people: eachOnce(cc) },
    { role: 'bcc', people: eachOnce(bcc) },
    { role: 'replyTo', people: eachOnce(others) },
  ]
  return groups.filter(({ people }) => people.length > 0)
}

function eachOnce(people: readonly Participant[]): Participant[] {
  return [...new Map(people.map((person) => [`${person.address.toLowerCase()} ${person.name}`, person])).values()]
}
