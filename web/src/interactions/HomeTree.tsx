import { useDisclosure, useLocalStorage } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { FolderTree } from '../folders/FolderTree.tsx'
import { type FolderDrop, FolderDropContext } from '../folders/folder-drop.ts'
import type { TreeChoice } from '../folders/tree-choice.ts'
import { Splitter } from '../ui/Splitter.tsx'
import { useIsMedium } from '../ui/useIsNarrow.ts'
import { usePaneWidth } from '../ui/usePaneWidth.ts'
import styles from './Home.module.css'
import type { HomeModel } from './useHome.ts'

/** Where the tree stands: beside the list, or over it for as long as one chooses. */
export function useTreePlace() {
  const isMedium = useIsMedium()
  const [isWanted, setWanted] = useLocalStorage({
    key: 'besedka-tree',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  const [isDrawerOpen, drawer] = useDisclosure(false)
  return {
    isBeside: isWanted && !isMedium,
    isOver: isMedium && isDrawerOpen,
    show: () => (isMedium ? drawer.open() : setWanted(true)),
    hide: () => (isMedium ? drawer.close() : setWanted(false)),
    leaveOver: drawer.close,
  }
}

export type TreePlace = ReturnType<typeof useTreePlace>

interface HomeTreeProps {
  title: string
  place: TreePlace
  home: HomeModel
}

export function HomeTree({ title, place, home }: HomeTreeProps) {
  const { t } = useTranslation()
  const pane = usePaneWidth('tree', { initial: 244, min: 180, max: 420 })
  const choose = ({ account, folder }: TreeChoice) => {
    home.change({ account, folder, q: undefined })
    place.leaveOver()
  }
  const drop: FolderDrop = (ids, folder, accountId) => {
    const rows = new Map([...home.rows, ...home.checked.marked.values()].map((row) => [row.id, row]))
    home.move.toFolder(
      ids.flatMap((id) => rows.get(id) ?? []),
      folder,
      accountId,
    )
  }
  const tree = (
    <FolderDropContext value={drop}>
      <FolderTree title={title} chosen={home.filter} onChoose={choose} onHide={place.hide} />
    </FolderDropContext>
  )
  if (place.isBeside) {
    return (
      <nav className={styles['tree']} aria-label={t('tree.title')}>
        <div style={{ width: pane.width }}>{tree}</div>
        <Splitter pane={pane} />
      </nav>
    )
  }
  if (!place.isOver) return null
  return (
    <div className={styles['drawer']}>
      <nav className={styles['drawerTree']} aria-label={t('tree.title')}>
        {tree}
      </nav>
      <button type="button" className={styles['shade']} aria-label={t('tree.hide')} onClick={place.leaveOver} />
    </div>
  )
}
