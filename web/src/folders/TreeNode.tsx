import { IconChevronDown, IconChevronRight, type Icon as TablerIcon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FolderState } from '../api/wire-types.ts'
import { useFormats } from '../i18n/useFormats.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './FolderTree.module.css'
import { useFolderDrop } from './folder-drop.ts'

interface TreeNodeProps {
  icon: TablerIcon
  name: string
  unreviewed: number
  isChosen: boolean
  /** 0 stands at the edge, 1 below an account, and so on. */
  depth: number
  onChoose: () => void
  fold?: { isFolded: boolean; toggle: () => void } | undefined
  problem?: string | undefined
}

interface FolderTreeNodeProps extends TreeNodeProps {
  takes: { folder: FolderState; accountId: string }
}

/** A folder: letters may be dropped on it. */
export function FolderTreeNode({ takes: { folder, accountId }, ...props }: FolderTreeNodeProps) {
  const drop = useFolderDrop(folder, accountId)
  if (!drop) return <TreeNode {...props} />
  const { isOver, ...handlers } = drop
  return (
    <div {...handlers} role="presentation" className={styles['target']} data-over={isOver}>
      <TreeNode {...props} />
    </div>
  )
}

export function TreeNode({ icon, name, unreviewed, isChosen, depth, onChoose, fold, problem }: TreeNodeProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  return (
    <div
      className={styles['node']}
      data-chosen={isChosen}
      data-unreviewed={unreviewed > 0}
      data-root={depth === 0}
      style={{ paddingInlineStart: depth === 0 ? 8 : 4 + depth * 20 }}
    >
      {fold ? (
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={!fold.isFolded}
          aria-label={`${t(fold.isFolded ? 'tree.expand' : 'tree.collapse')}: ${name}`}
          onClick={fold.toggle}
        >
          <Icon of={fold.isFolded ? IconChevronRight : IconChevronDown} size={12} />
        </button>
      ) : depth > 0 ? (
        <span className={styles['foldSpace']} />
      ) : null}
      <button
        type="button"
        className={styles['choose']}
        aria-current={isChosen ? 'true' : undefined}
        title={problem ?? name}
        onClick={onChoose}
      >
        <Icon of={icon} />
        <span className={styles['name']}>{name}</span>
        {unreviewed > 0 ? (
          <span className={styles['count']} role="img" aria-label={t('list.toReview', { count: unreviewed })}>
            {formats.count(unreviewed)}
          </span>
        ) : null}
      </button>
    </div>
  )
}
