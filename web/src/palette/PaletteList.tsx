import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../ui/Icon.tsx'
import { Key } from '../ui/Key.tsx'
import styles from './Palette.module.css'
import type { PaletteItem } from './palette-item.ts'
import type { PaletteSection } from './palette-sections.ts'

interface PaletteListProps {
  id: string
  sections: readonly PaletteSection[]
  /** Below all sections. */
  last: PaletteItem | null
  active: number
  onActive: (index: number) => void
  onChoose: (item: PaletteItem) => void
}

export function PaletteList({ id, sections, last, active, onActive, onChoose }: PaletteListProps) {
  const { t } = useTranslation()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = document.getElementById(`${id}-${active}`)
    // The head of the first section comes into sight with its first line.
    if (active === 0) list.current?.scrollTo({ top: 0 })
    else element?.scrollIntoView({ block: 'nearest' })
  }, [id, active])
  const all = [...sections.flatMap(({ items }) => items), ...(last ? [last] : [])]
  const line = (item: PaletteItem) => {
    const own = all.indexOf(item)
    return (
      <PaletteLine
        key={item.id}
        id={`${id}-${own}`}
        item={item}
        isActive={own === active}
        onActive={() => onActive(own)}
        onChoose={() => onChoose(item)}
      />
    )
  }
  return (
    <div ref={list} id={id} className={styles['list']} role="listbox" aria-label={t('palette.results')}>
      {sections.map(({ name, items }) => (
        <div key={name} {...groupOf(`${id}-${name}`)}>
          <div id={`${id}-${name}`} className={styles['head']} {...plainRole}>
            {t(`palette.${name}`)}
          </div>
          {items.map(line)}
        </div>
      ))}
      {last ? line(last) : null}
    </div>
  )
}

const groupOf = (headId: string) => ({ role: 'group', 'aria-labelledby': headId }) as const
const plainRole = { role: 'presentation' } as const

interface PaletteLineProps {
  id: string
  item: PaletteItem
  isActive: boolean
  onActive: () => void
  onChoose: () => void
}

function PaletteLine({ id, item, isActive, onActive, onChoose }: PaletteLineProps) {
  const { icon, title, hint, keys = [], isIdle = false } = item
  return (
    <div
      id={id}
      className={styles['line']}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      data-idle={isIdle}
      onPointerMove={isActive ? undefined : onActive}
      // The field keeps the focus, so that one can type on.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      onKeyDown={undefined}
    >
      <Icon of={icon} className={styles['icon']} />
      <span className={styles['title']}>{title}</span>
      {hint ? <span className={styles['hint']}>{hint}</span> : null}
      {keys.length > 0 ? (
        <span className={styles['keys']}>
          {keys.map((key) => (
            <Key key={key}>{key}</Key>
          ))}
        </span>
      ) : null}
    </div>
  )
}
