import type { Language } from '../i18n/language.ts'

/** Each language in its own words: who needs it can read it. */
export const languageNames: Record<Language, string> = { ru: 'Русский', en: 'English' }
