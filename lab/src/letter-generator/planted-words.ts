import type { RandomSource } from './random-source.ts'

/** A word the vocabulary does not have, put into an exact number of letters. */
export interface PlantedWord {
  word: string
  /** Forms it appears in, one per letter; a search by lemma finds them all. */
  forms: readonly [string, ...string[]]
  /** `body` or `subject`. */
  place: 'body' | 'subject'
  /** Numbers (from 0) of the letters that hold it, ascending. */
  letters: readonly number[]
}

// Shares of all letters. At 20,000 letters: 19, 20, 12, 576, 4,000 and 30.
const plan: readonly Omit<PlantedWord, 'letters'>[] = [
  { word: 'халцедон', forms: ['халцедон'], place: 'body' },
  { word: 'quillwort', forms: ['quillwort'], place: 'body' },
  { word: 'INV-77182041', forms: ['INV-77182041'], place: 'body' },
  { word: 'тахеометр', forms: ['тахеометр', 'тахеометра', 'тахеометром', 'тахеометры'], place: 'body' },
  { word: 'spillway', forms: ['spillway', 'spillways'], place: 'body' },
  { word: 'обсидиан', forms: ['обсидиан', 'обсидиана'], place: 'subject' },
]
const shares = [19, 20, 12, 576, 4_000, 30].map((letters) => letters / 20_000)

/** Chooses the letters that will hold each planted word; at least two for every word where there are so many. */
export function plantWords(count: number, random: RandomSource): PlantedWord[] {
  return plan.map((planned, index) => {
    const wanted = Math.min(count, Math.max(2, Math.round(count * (shares[index] ?? 0))))
    const letters = new Set<number>()
    while (letters.size < wanted) letters.add(random.below(count))
    return { ...planned, letters: [...letters].sort((a, b) => a - b) }
  })
}

/** A planted form as it belongs into one letter. */
export interface PlantedForm {
  place: 'body' | 'subject'
  form: string
}

/** The forms each letter (by number) has to hold. */
export function formsByLetter(planted: readonly PlantedWord[]): Map<number, PlantedForm[]> {
  const found = new Map<number, PlantedForm[]>()
  for (const { forms, place, letters } of planted) {
    for (const [turn, letter] of letters.entries()) {
      const form = forms[turn % forms.length] ?? forms[0]
      found.set(letter, [...(found.get(letter) ?? []), { place, form }])
    }
  }
  return found
}
