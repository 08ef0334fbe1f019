import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Interaction } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { fullName } from '../interactions/participants.ts'
import { peopleOf } from './people-of.ts'

/** Prints the letter alone, by its menu and by the browser's own keys. */
export function usePrint(interaction: Interaction, isText: boolean): () => void {
  const { t, i18n } = useTranslation()
  const formats = useFormats()
  const print = useCallback(() => {
    const { subject, from, date, html, text, attachments } = interaction
    const people = peopleOf(interaction).map(({ role, people: all }) => ({
      name: t(`letter.${role}`),
      value: all.map(fullName).join(', '),
    }))
    const letter = {
      subject: subject || t('list.noSubject'),
      facts: [
        { name: t('letter.from'), value: from.map(fullName).join(', ') || t('list.noSender') },
        ...people,
        { name: t('letter.dateLabel'), value: formats.exact(new Date(date)) },
      ],
      html: isText ? null : html,
      text,
      files: attachments.filter(({ inline }) => !inline).map(({ name, size }) => `${name} (${formats.bytes(size)})`),
    }
    const setting = { origin: window.location.origin, language: i18n.language }
    void import('./print-letter.ts').then(({ printLetter }) => printLetter(letter, setting))
  }, [interaction, isText, t, i18n.language, formats])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { code, ctrlKey, metaKey, shiftKey, altKey } = event
      if (code !== 'KeyP' || !(ctrlKey || metaKey) || shiftKey || altKey || event.defaultPrevented) return
      event.preventDefault()
      print()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [print])
  return print
}
