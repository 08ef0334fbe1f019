/** From when to when a list reaches, in milliseconds, and which end stands on top. */
export interface DateScale {
  newest: number
  oldest: number
  oldestFirst: boolean
}

/** Where a time stands on the bar: 0 at its top, 1 at its foot. Times outside stand at the ends. */
export function placeOf(time: number, { newest, oldest, oldestFirst }: DateScale): number {
  if (newest <= oldest) return 0
  const age = Math.min(1, Math.max(0, (newest - time) / (newest - oldest)))
  return oldestFirst ? 1 - age : age
}

export function timeAt(place: number, { newest, oldest, oldestFirst }: DateScale): number {
  const age = Math.min(1, Math.max(0, oldestFirst ? 1 - place : place))
  return Math.round(newest - age * (newest - oldest))
}

export interface DateTick {
  time: number
  place: number
  unit: 'year' | 'month'
}

/**
 * Beginnings of years and, where there is room, of months, in local time; none closer to the one before than `gap`
 * (a share of the bar). Years are there first.
 */
export function ticksOf(scale: DateScale, gap: number): DateTick[] {
  const ticks: DateTick[] = []
  const add = (unit: DateTick['unit'], time: number) => {
    if (time <= scale.oldest || time >= scale.newest) return
    const place = placeOf(time, scale)
    if (ticks.every((tick) => Math.abs(tick.place - place) >= gap)) ticks.push({ time, place, unit })
  }
  const first = new Date(scale.oldest)
  const last = new Date(scale.newest).getFullYear()
  for (let year = last; year > first.getFullYear(); year--) add('year', new Date(year, 0, 1).getTime())
  const months = (last - first.getFullYear()) * 12 + 12
  // More months than the bar has room for need not be tried one by one.
  if (months * gap > 24) return ticks.sort((one, other) => one.place - other.place)
  for (let month = 0; month <= months; month++) {
    add('month', new Date(first.getFullYear(), first.getMonth() + month, 1).getTime())
  }
  return ticks.sort((one, other) => one.place - other.place)
}

/** Where a key takes the bar: by a day, by a month; to an end is null at `Home` and `End`, which the list knows better. */
export function timeByKey(key: string, time: number, scale: DateScale): number | null {
  const older = scale.oldestFirst ? -1 : 1
  const date = new Date(time)
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      date.setDate(date.getDate() - older)
      break
    case 'ArrowUp':
    case 'ArrowLeft':
      date.setDate(date.getDate() + older)
      break
    case 'PageDown':
      date.setMonth(date.getMonth() - older)
      break
    case 'PageUp':
      date.setMonth(date.getMonth() + older)
      break
    default:
      return null
  }
  return Math.min(scale.newest, Math.max(scale.oldest, date.getTime()))
}
