import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { initialLanguage, isLanguage, type Language, rememberedLanguage, rememberLanguage } from './language.ts'

/** A browser fetches the texts of the language that it shows, not of all. */
const texts = {
  ru: async () => (await import('./ru.ts')).ru,
  en: async () => (await import('./en.ts')).en,
}

/** Starts the texts in the language of the browser or of the last visit; React escapes, so i18next does not. */
export async function startI18n(): Promise<void> {
  const language = initialLanguage(rememberedLanguage(), navigator.languages)
  await i18next.use(initReactI18next).init({
    resources: { [language]: { translation: await texts[language]() } },
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
  })
  document.documentElement.lang = language
}

/** Fetches the texts of a language without showing them: what is found by its name is found by both names. */
export async function loadTexts(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return
  i18next.addResourceBundle(language, 'translation', await texts[language]())
}

/** Changes all texts at once and remembers the choice for the sign-in page. */
export async function switchLanguage(language: string): Promise<void> {
  if (!isLanguage(language) || language === i18next.language) return
  await loadTexts(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  rememberLanguage(language)
}

export function currentLanguage(): Language {
  return isLanguage(i18next.language) ? i18next.language : 'en'
}
