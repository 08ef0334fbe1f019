export type PostponeChoice = 'minutes15' | 'minutes30' | 'hour' | 'hours3' | 'tomorrow' | 'nextWeek'

export const postponeChoices: readonly PostponeChoice[] = [
  'minutes15',
  'minutes30',
  'hour',
  'hours3',
  'tomorrow',
  'nextWeek',
]

const minutes = { minutes15: 15, minutes30: 30, hour: 60, hours3: 180 }

/** When the working day begins, on the clock of the user. */
const morning = 9

/** The moment that a choice means, counted from now. */
export function postponeTime(choice: PostponeChoice, now: Date): Date {
  if (choice === 'tomorrow') return morningAfter(now, 1)
  // Sunday is day 0; the Monday of today's date would be now.
  if (choice === 'nextWeek') return morningAfter(now, (8 - now.getDay()) % 7 || 7)
  return new Date(now.getTime() + minutes[choice] * 60_000)
}

function morningAfter(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning)
}
