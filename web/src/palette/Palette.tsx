import { IconListSearch, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { Key } from '../ui/Key.tsx'
import { Unseen } from '../ui/Unseen.tsx'
import styles from './Palette.module.css'
import { PaletteList } from './PaletteList.tsx'
import type { PaletteItem } from './palette-item.ts'
import { rememberChoice } from './recent-choices.ts'
import { usePaletteKeys } from './usePaletteKeys.ts'
import { usePaletteSections } from './usePaletteSections.ts'

const listId = 'palette-list'

/** Everything by its name: commands, places, settings and letters, from the keyboard alone. */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const { sections, isSearching, failure } = usePaletteSections(typed)
  const searchList = useSearchList(typed)
  const lines = [...sections.flatMap(({ items }) => items), ...(searchList ? [searchList] : [])]
  useEffect(() => {
    // The browser holds the focus inside, and gives it back to where it was.
    if (dialog.current && !dialog.current.open) dialog.current.showModal()
  }, [])
  const choose = useCallback((item: PaletteItem) => {
    rememberChoice(item.id)
    dialog.current?.close()
    // First the focus is back where it was, then the command may move it.
    item.run()
  }, [])
  const { active, setActive, onKeyDown } = usePaletteKeys({
    typed,
    count: lines.length,
    onChoose: (index) => {
      const item = lines[index]
      if (item) choose(item)
    },
    onClose: () => dialog.current?.close(),
  })
  const isEmpty = sections.length === 0 && !isSearching
  return (
    <dialog
      ref={dialog}
      className={styles['palette']}
      aria-label={t('palette.title')}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === dialog.current) dialog.current?.close()
      }}
    >
      <div className={styles['box']}>
        <div className={styles['field']}>
          <Icon of={IconSearch} size={18} className={styles['icon']} />
          <input
            className={styles['input']}
            role="combobox"
            aria-label={t('palette.title')}
            aria-autocomplete="list"
            aria-expanded={lines.length > 0}
            aria-controls={listId}
            aria-activedescendant={lines.length > 0 ? `${listId}-${active}` : undefined}
            placeholder={t('palette.typeHere')}
            autoComplete="off"
            spellCheck={false}
            maxLength={1000}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <Key>Esc</Key>
        </div>
        <PaletteList
          id={listId}
          sections={sections}
          last={searchList}
          active={active}
          onActive={setActive}
          onChoose={choose}
        />
        {isEmpty && typed.trim() !== '' ? (
          <div className={styles['nothing']}>
            <p>{failure ? t(`errors.${failure.code}.cause`) : t('palette.nothing')}</p>
            <p className={styles['remedy']}>{t('palette.nothingRemedy')}</p>
          </div>
        ) : null}
        <p className={styles['foot']} role="status">
          {isSearching ? t('palette.searching') : t('palette.help')}
          {typed === '' || isSearching ? null : <Unseen>{t('palette.found', { count: lines.length })}</Unseen>}
        </p>
      </div>
    </dialog>
  )
}

/** The way from the palette to the whole list of what was found. */
function useSearchList(typed: string): PaletteItem | null {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const words = typed.trim()
  if (words.length < 2) return null
  return {
    id: 'search-list',
    group: 'letters',
    icon: IconListSearch,
    title: t('palette.searchList', { words }),
    names: [],
    run: () => void navigate({ to: '/', search: { q: words } }),
  }
}
