import i18next from 'i18next'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLanguage, loadTexts } from '../i18n/i18n.ts'
import type { BothTexts } from './palette-item.ts'

/** A thing is found by its name in either language; the other language's texts come when the palette first opens. */
export function useBothTexts(): BothTexts {
  const { t } = useTranslation()
  const language = currentLanguage()
  const otherLanguage = language === 'ru' ? 'en' : 'ru'
  const [loaded, setLoaded] = useState('')
  useEffect(() => {
    let isHere = true
    loadTexts(otherLanguage).then(
      () => isHere && setLoaded(otherLanguage),
      () => {},
    )
    return () => {
      isHere = false
    }
  }, [otherLanguage])
  return useMemo(
    () => ({ t, other: loaded === otherLanguage ? i18next.getFixedT(otherLanguage) : t }),
    [t, loaded, otherLanguage],
  )
}
