import type { Participant } from '../api/wire-types.ts'

export function nameOf({ name, address }: Participant): string {
  return name.trim() || address
}

/** Short names in order, each once: «Ольга Маркова, Анна, Игорь». */
export function namesOf(people: readonly Participant[]): string {
  return [...new Set(people.map(nameOf))].join(', ')
}

/** «Павел Ершов <p.ershov@stroyinvest.example>» without saying the address twice. */
export function fullName(person: Participant): string {
  return person.name.trim() ? `${person.name.trim()} <${person.address}>` : person.address
}
