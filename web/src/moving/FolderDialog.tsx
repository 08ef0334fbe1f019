import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccountFolders } from '../accounts/useAccountFolders.ts'
import type { FolderState } from '../api/wire-types.ts'
import { nestFolders } from '../folders/folder-nodes.ts'
import { roleIcons } from '../folders/role-icon.ts'
import { useFolderName } from '../folders/useFolderName.ts'
import { findBest, prepareName } from '../palette/fuzzy-match.ts'
import styles from '../palette/Palette.module.css'
import { usePaletteKeys } from '../palette/usePaletteKeys.ts'
import { Icon } from '../ui/Icon.tsx'
import { Key } from '../ui/Key.tsx'
import { type FolderChoice, listChoices } from './folder-choices.ts'

interface FolderDialogProps {
  accountId: string
  count: number
  /** Whether any of the letters would move there. */
  isElsewhere: (folder: FolderState) => boolean
  onChoose: (folder: FolderState) => void
  onClose: () => void
}

const listId = 'folder-choices'

/** Where letters shall go, by typing a part of its name. */
export function FolderDialog({ accountId, count, isElsewhere, onChoose, onClose }: FolderDialogProps) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const choices = useChoices(accountId).filter(({ folder }) => isElsewhere(folder))
  const found = typed.trim() === '' ? choices : findBest(typed, choices)
  useEffect(() => {
    if (dialog.current && !dialog.current.open) dialog.current.showModal()
  }, [])
  const choose = (choice: FolderChoice | undefined) => {
    if (choice === undefined) return
    dialog.current?.close()
    onChoose(choice.folder)
  }
  const { active, setActive, onKeyDown } = usePaletteKeys({
    typed,
    count: found.length,
    onChoose: (index) => choose(found[index]),
    onClose: () => dialog.current?.close(),
  })
  return (
    <dialog
      ref={dialog}
      className={styles['palette']}
      style={{ maxWidth: 420 }}
      aria-label={t('moving.choose', { count })}
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
            aria-label={t('moving.choose', { count })}
            aria-autocomplete="list"
            aria-expanded={found.length > 0}
            aria-controls={listId}
            aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
            placeholder={t('moving.choose', { count })}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <Key>Esc</Key>
        </div>
        <div
          id={listId}
          className={styles['list']}
          style={{ paddingTop: 6 }}
          role="listbox"
          aria-label={t('moving.folders')}
        >
          {found.map((choice, index) => (
            <FolderLine
              key={choice.folder.id}
              id={`${listId}-${index}`}
              choice={choice}
              isActive={index === active}
              onActive={() => setActive(index)}
              onChoose={() => choose(choice)}
            />
          ))}
        </div>
        {found.length === 0 ? <p className={styles['nothing']}>{t('moving.nothing')}</p> : null}
      </div>
    </dialog>
  )
}

function useChoices(accountId: string): FolderChoice[] {
  const { accounts } = useAccountFolders()
  const nameOf = useFolderName()
  const folders = accounts.find(({ account }) => account.id === accountId)?.status?.folders ?? []
  return listChoices(
    nestFolders(folders, () => true),
    (folder) => {
      const shown = nameOf(folder)
      return { shown, names: [prepareName(shown), prepareName(folder.path)] }
    },
  )
}

interface FolderLineProps {
  id: string
  choice: FolderChoice
  isActive: boolean
  onActive: () => void
  onChoose: () => void
}

function FolderLine({ id, choice: { folder, shown, depth }, isActive, onActive, onChoose }: FolderLineProps) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    <div
      ref={element}
      id={id}
      className={styles['line']}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      title={folder.path}
      style={{ paddingInlineStart: 10 + depth * 20 }}
      onPointerMove={isActive ? undefined : onActive}
      // The field keeps the focus, so that one can type on.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      onKeyDown={undefined}
    >
      <Icon of={roleIcons[folder.role]} className={styles['icon']} />
      <span className={styles['title']}>{shown}</span>
    </div>
  )
}
