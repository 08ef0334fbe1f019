export const languages = ['ru', 'en'] as const
export type Language = (typeof languages)[number]

const storageKey = 'besedka-language'

export function isLanguage(text: unknown): text is Language {
  return languages.some((language) => language === text)
}

/** Before sign-in: what was chosen here last, else the browser's first language that we speak, else English. */
export function initialLanguage(remembered: string | null, preferred: readonly string[]): Language {
  if (isLanguage(remembered)) return remembered
  const known = preferred.map((tag) => tag.toLowerCase().split('-')[0]).find(isLanguage)
  return known ?? 'en'
}

export function rememberedLanguage(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

export function rememberLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // A browser that forbids storage only forgets the choice.
  }
}
