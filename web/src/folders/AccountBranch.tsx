import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountFolders } from '../accounts/useAccountFolders.ts'
import { useSession } from '../session/session-query.ts'
import { Icon } from '../ui/Icon.tsx'
import { exchangeTone } from './exchange-state.ts'
import styles from './FolderTree.module.css'
import { type FolderNode, nestFolders, unreviewedBelow } from './folder-nodes.ts'
import { roleIcons } from './role-icon.ts'
import { StateDot } from './StateDot.tsx'
import { FolderTreeNode } from './TreeNode.tsx'
import type { TreeChoice } from './tree-choice.ts'
import type { Folded } from './useFolded.ts'
import { useFolderName } from './useFolderName.ts'

interface AccountBranchProps extends AccountFolders {
  chosen: TreeChoice
  onChoose: (choice: TreeChoice) => void
  folded: Folded
}

export function AccountBranch({ account, status, chosen, onChoose, folded }: AccountBranchProps) {
  const { t } = useTranslation()
  const nodes = useMemo(() => nestFolders(status?.folders ?? []), [status])
  const key = `account ${account.id}`
  const isFolded = folded.has(key)
  const state = status?.state ?? account.state
  const isChosen = chosen.account === account.id && chosen.folder === undefined
  return (
    <section aria-label={account.name}>
      <div className={styles['account']} data-chosen={isChosen}>
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={!isFolded}
          aria-label={`${t(isFolded ? 'tree.expand' : 'tree.collapse')}: ${account.name}`}
          onClick={() => folded.toggle(key)}
        >
          <Icon of={isFolded ? IconChevronRight : IconChevronDown} size={12} />
        </button>
        <button
          type="button"
          className={styles['choose']}
          aria-current={isChosen ? 'true' : undefined}
          title={account.address}
          onClick={() => onChoose({ account: account.id })}
        >
          <span className={styles['name']}>{account.name}</span>
          {exchangeTone(state) === 'bad' ? (
            <span className={styles['failed']} role="img" aria-label={t('tree.stateFailed')}>
              <Icon of={IconAlertTriangle} size={14} />
            </span>
          ) : (
            <StateDot state={state} />
          )}
        </button>
      </div>
      {isFolded ? null : (
        <FolderNodes
          accountId={account.id}
          nodes={nodes}
          depth={1}
          chosen={chosen}
          onChoose={onChoose}
          folded={folded}
        />
      )}
    </section>
  )
}

interface FolderNodesProps extends Pick<AccountBranchProps, 'chosen' | 'onChoose' | 'folded'> {
  accountId: string
  nodes: readonly FolderNode[]
  depth: number
}

function FolderNodes(props: FolderNodesProps) {
  const { accountId, nodes, depth, chosen, onChoose, folded } = props
  const nameOf = useFolderName()
  const { reviewFlags } = useSession()
  return nodes.map((node) => {
    const { folder, children } = node
    const key = `folder ${folder.id}`
    const isFolded = folded.has(key)
    const left = isFolded ? unreviewedBelow(node) : folder.unreviewed
    return (
      <div key={folder.id}>
        <FolderTreeNode
          icon={roleIcons[folder.role]}
          name={nameOf(folder)}
          takes={{ folder, accountId }}
          unreviewed={reviewFlags ? left : 0}
          isChosen={chosen.folder === folder.id}
          depth={depth}
          onChoose={() => onChoose({ folder: folder.id })}
          fold={children.length > 0 ? { isFolded, toggle: () => folded.toggle(key) } : undefined}
          problem={folder.error ?? undefined}
        />
        {isFolded ? null : <FolderNodes {...props} nodes={children} depth={depth + 1} />}
      </div>
    )
  })
}
