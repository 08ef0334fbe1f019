import { useTranslation } from 'react-i18next'
import { useFormats } from '../i18n/useFormats.ts'
import type { SaveState } from './autosave.ts'

/** How saving stands, in the title of the window. */
export function SavedWord({ state }: { state: SaveState }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (state.kind === 'saved') return state.at ? t('compose.saved', { time: formats.time(state.at) }) : null
  if (state.kind === 'saving') return t('compose.saving')
  if (state.kind === 'unsaved') return t('compose.unsaved')
  return t('compose.notSaved')
}
