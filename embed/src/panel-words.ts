export type PanelLanguage = 'ru' | 'en'

export const panelWords = {
  ru: { open: '👥 Взаимодействия', broken: 'Беседка: укажите server и record (тип:номер) или contact (адрес)' },
  en: { open: '👥 Interactions', broken: 'Besedka: give server and record (type:number) or contact (an address)' },
} satisfies Record<PanelLanguage, Record<string, string>>

/** The language of the element, else of the page around it; English where neither is Russian. */
export function panelLanguage(...tags: (string | null | undefined)[]): PanelLanguage {
  const tag = tags.find((one) => one !== null && one !== undefined && one !== '')
  return tag?.toLowerCase().startsWith('ru') ? 'ru' : 'en'
}
