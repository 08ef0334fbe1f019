import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDay,
  formatExact,
  formatShortDate,
  formatTime,
  nearDay,
} from './formats.ts'
import { isLanguage, type Language } from './language.ts'

/** Dates, counts and sizes in the language of the screen. */
export function useFormats() {
  const { t, i18n } = useTranslation()
  const language: Language = isLanguage(i18n.language) ? i18n.language : 'en'
  return useMemo(() => {
    const near = (date: Date, now: Date) => {
      const day = nearDay(date, now)
      return day === null ? null : t(`days.${day}`)
    }
    return {
      language,
      time: (date: Date) => formatTime(date, language),
      exact: (date: Date) => formatExact(date, language),
      count: (count: number) => formatCount(count, language),
      bytes: (bytes: number) => formatBytes(bytes, language),
      shortDate: (date: Date) => formatShortDate(date, language, new Date()),
      /** Head of a group: «Сегодня, 23 ноября». */
      dayHead: (date: Date) => {
        const now = new Date()
        const day = near(date, now)
        return day === null ? formatDay(date, language, now) : `${day}, ${formatDate(date, language, now)}`
      },
      /** «Сегодня, 12:04», else «20 нояб., 17:42». */
      moment: (date: Date) => {
        const now = new Date()
        return `${near(date, now) ?? formatShortDate(date, language, now)}, ${formatTime(date, language)}`
      },
      /** Inside a sentence: «12:04» today, else «20 нояб., 17:42». */
      until: (date: Date) => {
        const now = new Date()
        const time = formatTime(date, language)
        return nearDay(date, now) === 'today' ? time : `${formatShortDate(date, language, now)}, ${time}`
      },
      /** «12:04» today, else «20 нояб.». */
      brief: (date: Date) => {
        const now = new Date()
        return nearDay(date, now) === 'today' ? formatTime(date, language) : formatShortDate(date, language, now)
      },
    }
  }, [language, t])
}
