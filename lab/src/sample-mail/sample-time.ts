const minute = 60_000
const day = 86_400_000
const moscow = 3 * 3_600_000

/** The moment `ago` before `now`: `35m`, `3h`, or days and Moscow time of day, `6d 10:15`. */
export function momentBefore(now: Date, ago: string): Date {
  const short = /^(\d+)([mh])$/.exec(ago)
  if (short !== null) {
    return new Date(now.getTime() - Number(short[1]) * (short[2] === 'h' ? 60 : 1) * minute)
  }
  return momentOfDay(now, ago, -1)
}

/** The moment `ahead` after `now`: days (may be negative) and Moscow time of day, `2d 11:00`. */
export function momentAfter(now: Date, ahead: string): Date {
  return momentOfDay(now, ahead, 1)
}

function momentOfDay(now: Date, text: string, direction: 1 | -1): Date {
  const parts = /^(-?\d+)d (\d\d):(\d\d)$/.exec(text)
  if (parts === null) throw new Error(`not a moment: ${text}`)
  const [, days, hours, minutes] = parts.map(Number)
  const midnight = Math.floor((now.getTime() + moscow) / day) * day - moscow
  const shift = direction * (days ?? 0) * day
  return new Date(midnight + shift + ((hours ?? 0) * 60 + (minutes ?? 0)) * minute)
}
