import { ActionIcon } from '@mantine/core'
import { IconInbox, IconLayoutSidebarLeftCollapse } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAccountFolders, useUnreviewedTotal } from '../accounts/useAccountFolders.ts'
import { useSession } from '../session/session-query.ts'
import { Icon } from '../ui/Icon.tsx'
import { Tip } from '../ui/Tip.tsx'
import { AccountBranch } from './AccountBranch.tsx'
import styles from './FolderTree.module.css'
import { TreeFoot } from './TreeFoot.tsx'
import { TreeNode } from './TreeNode.tsx'
import type { TreeChoice } from './tree-choice.ts'
import { useFolded } from './useFolded.ts'

interface FolderTreeProps {
  title: string
  chosen: TreeChoice
  onChoose: (choice: TreeChoice) => void
  onHide: () => void
}

/** Accounts and their folders, with what is left to review, and how the exchange goes. */
export function FolderTree({ title, chosen, onChoose, onHide }: FolderTreeProps) {
  const { t } = useTranslation()
  const { otherInteractions } = useSession()
  const { accounts, failure, retry } = useAccountFolders()
  const folded = useFolded()
  const total = useUnreviewedTotal()
  const isAll = chosen.account === undefined && chosen.folder === undefined
  return (
    <div className={styles['tree']}>
      <header className={styles['header']}>
        <h1 className={styles['title']}>{title}</h1>
        <Tip label={t('tree.hide')}>
          <ActionIcon size="xs" aria-label={t('tree.hide')} onClick={onHide}>
            <Icon of={IconLayoutSidebarLeftCollapse} />
          </ActionIcon>
        </Tip>
      </header>
      <div className={styles['nodes']}>
        <TreeNode
          icon={IconInbox}
          name={t(otherInteractions ? 'list.allInteractions' : 'list.all')}
          unreviewed={total}
          isChosen={isAll}
          depth={0}
          onChoose={() => onChoose({})}
        />
        {accounts.map((one) => (
          <AccountBranch key={one.account.id} {...one} chosen={chosen} onChoose={onChoose} folded={folded} />
        ))}
        {failure ? (
          <p className={styles['failure']} role="alert">
            {t('tree.failed')} {t(`errors.${failure.code}.cause`)}{' '}
            <button type="button" className={styles['link']} onClick={retry}>
              {t('frame.retry')}
            </button>
          </p>
        ) : null}
      </div>
      <TreeFoot accounts={accounts} />
    </div>
  )
}
