import { CloseButton } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type RefObject, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { Key } from '../ui/Key.tsx'
import styles from './SearchBox.module.css'

interface SearchBoxProps {
  inputRef: RefObject<HTMLInputElement | null>
  /** The words that the list is found by, as the address has them. */
  words: string
  onSearch: (words: string) => void
  onLeave: () => void
}

const pause = 250

/** Searches as one types; Enter at once, Esc empties the box and then leaves it. */
export function SearchBox({ inputRef, words, onSearch, onLeave }: SearchBoxProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(words)
  const [known, setKnown] = useState(words)
  // Back and forward change the address without typing.
  if (words !== known) {
    setKnown(words)
    setTyped(words)
  }
  useEffect(() => {
    if (typed.trim() === words) return
    const timer = setTimeout(() => onSearch(typed.trim()), pause)
    return () => clearTimeout(timer)
  }, [typed, words, onSearch])
  const clear = () => {
    setTyped('')
    onSearch('')
  }
  return (
    <search className={styles['box']}>
      <Icon of={IconSearch} className={styles['icon']} />
      <input
        ref={inputRef}
        type="text"
        inputMode="search"
        className={styles['input']}
        aria-label={t('list.search')}
        placeholder={t('list.search')}
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onSearch(typed.trim())
          if (event.key === 'Escape' && typed !== '') clear()
          else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') onLeave()
          else return
          event.preventDefault()
        }}
      />
      {typed === '' ? (
        <span className={styles['key']}>
          <Key>/</Key>
        </span>
      ) : (
        <CloseButton size="xs" aria-label={t('list.clearSearch')} onClick={clear} />
      )}
    </search>
  )
}
