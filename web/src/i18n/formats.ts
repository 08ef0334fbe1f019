import type { Language } from './language.ts'

const locales: Record<Language, string> = { ru: 'ru-RU', en: 'en-US' }
const cache = new Map<string, Intl.DateTimeFormat>()

function dateFormat(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`
  const known = cache.get(key)
  if (known) return known
  const format = new Intl.DateTimeFormat(locales[language], { ...options, hourCycle: 'h23' })
  cache.set(key, format)
  return format
}

/** The local calendar day of a time, as a key to group by. */
export function dayKey(date: Date): string {
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}

export type NearDay = 'today' | 'yesterday' | 'tomorrow' | null

export function nearDay(date: Date, now: Date): NearDay {
  const away = (days: number) => dayKey(new Date(now.getFullYear(), now.getMonth(), now.getDate() + days))
  if (dayKey(date) === away(0)) return 'today'
  if (dayKey(date) === away(-1)) return 'yesterday'
  if (dayKey(date) === away(1)) return 'tomorrow'
  return null
}

/** «20 ноября», with the year where it is another one. */
export function formatDate(date: Date, language: Language, now: Date): string {
  const sameYear = date.getFullYear() === now.getFullYear()
  const options = { day: 'numeric', month: 'long' } as const
  return sameYear
    ? dateFormat(language, 'date', options).format(date)
    : dateFormat(language, 'date-year', { ...options, year: 'numeric' }).format(date)
}

/** «Пятница, 20 ноября»; an other year is named in place of the weekday. */
export function formatDay(date: Date, language: Language, now: Date): string {
  if (date.getFullYear() !== now.getFullYear()) return formatDate(date, language, now)
  const options = { weekday: 'long', day: 'numeric', month: 'long' } as const
  return capitalized(dateFormat(language, 'day', options).format(date))
}

/** «20 нояб.», with the year where it is another one. */
export function formatShortDate(date: Date, language: Language, now: Date): string {
  const sameYear = date.getFullYear() === now.getFullYear()
  const options = { day: 'numeric', month: 'short' } as const
  return sameYear
    ? dateFormat(language, 'short', options).format(date)
    : dateFormat(language, 'short-year', { ...options, year: 'numeric' }).format(date)
}

/** «12:04» */
export function formatTime(date: Date, language: Language): string {
  return dateFormat(language, 'time', { hour: '2-digit', minute: '2-digit' }).format(date)
}

/** With seconds and zone, for what stands in a tooltip or among the properties. */
export function formatExact(date: Date, language: Language): string {
  return dateFormat(language, 'exact', { dateStyle: 'full', timeStyle: 'long' }).format(date)
}

export function formatCount(count: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(count)
}

const units = { ru: ['Б', 'КБ', 'МБ', 'ГБ'], en: ['B', 'KB', 'MB', 'GB'] } as const

/** «184 КБ», «1,2 МБ»: one digit behind the point below ten. */
export function formatBytes(bytes: number, language: Language): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < 3) {
    size /= 1024
    unit++
  }
  const digits = unit > 0 && size < 9.95 ? 1 : 0
  const format = new Intl.NumberFormat(locales[language], { maximumFractionDigits: digits })
  return `${format.format(size)}\u00a0${units[language][unit]}`
}
