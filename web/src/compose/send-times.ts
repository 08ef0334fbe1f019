export type SendChoice = 'today' | 'tomorrow' | 'monday'

export interface SendTime {
  choice: SendChoice
  at: Date
}

const evening = 18
const morning = 9
/** A time so near is no time to choose. */
const nearMs = 10 * 60_000

/** Times at which a letter is better sent than now, on the clock of the user, the nearest first, none said twice. */
export function sendTimes(now: Date): SendTime[] {
  const at = (days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour)
  const untilMonday = (8 - now.getDay()) % 7 || 7
  const today = at(0, evening)
  return [
    ...(today.getTime() - now.getTime() > nearMs ? [{ choice: 'today' as const, at: today }] : []),
    { choice: 'tomorrow', at: at(1, morning) },
    ...(untilMonday > 1 ? [{ choice: 'monday' as const, at: at(untilMonday, morning) }] : []),
  ]
}
