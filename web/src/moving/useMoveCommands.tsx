import { useQueryClient } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAccountFolders } from '../accounts/useAccountFolders.ts'
import { toFailure } from '../api/failure.ts'
import type { FolderState, InteractionItem } from '../api/wire-types.ts'
import { useFolderName } from '../folders/useFolderName.ts'
import { threadLettersQuery } from '../interactions/interaction-queries.ts'
import { isThread } from '../interactions/list-lines.ts'
import { notify } from '../ui/notices.ts'
import { commonAccount, lettersBeside, movable } from './move-plan.ts'
import { moveLetters } from './moveCommands.ts'

const FolderDialog = lazy(async () => ({ default: (await import('./FolderDialog.tsx')).FolderDialog }))

export interface MoveCommands {
  /** Opens the choice of a folder; null while there is nothing that could be moved. */
  choose: (() => void) | null
  /** To the folder of that purpose; null where there is none, or all lie there. */
  toArchive: (() => void) | null
  toTrash: (() => void) | null
  toFolder: (items: readonly InteractionItem[], folder: FolderState, accountId: string) => void
  dialog: ReactNode
}

interface MoveParts {
  chosen: readonly InteractionItem[]
  /** Whether the letters of a thread stand in the list one by one: then its first row is only its own letter. */
  isOpen: (threadId: string) => boolean
  /** Told which letters leave, before they do. */
  onMoved: (ids: readonly string[]) => void
}

/** Moving what is chosen; a folded thread goes with its letters that lie beside the one that is shown. */
export function useMoveCommands({ chosen, isOpen, onMoved }: MoveParts): MoveCommands {
  const { t } = useTranslation()
  const client = useQueryClient()
  const nameOf = useFolderName()
  const { accounts } = useAccountFolders()
  const [isChoosing, setChoosing] = useState(false)
  const accountId = commonAccount(chosen)
  const folders = accounts.find(({ account }) => account.id === accountId)?.status?.folders ?? []

  const lettersOf = async (item: InteractionItem) => {
    if (!isThread(item) || isOpen(item.threadId)) return [item]
    return lettersBeside(item, await client.query(threadLettersQuery(item.threadId)))
  }
  const move: MoveCommands['toFolder'] = (items, folder, account) => {
    const { id, path, name, role } = folder
    const target = { accountId: account, folder: { id, path, name, role } }
    const ids = movable(items, target).map((item) => item.id)
    if (ids.length === 0) {
      notify({ tone: 'info', text: t('moving.elsewhere') })
      return
    }
    onMoved(ids)
    moveLetters(client, items, target, {
      done: (count) => t('moving.done', { count, folder: nameOf(folder) }),
      refused: (count) => t('moving.refused', { count }),
    })
  }
  const toFolder: MoveCommands['toFolder'] = (items, folder, account) => {
    if (!items.some((item) => isThread(item) && !isOpen(item.threadId))) return move(items, folder, account)
    Promise.all(items.map(lettersOf))
      .then((letters) => move(letters.flat(), folder, account))
      .catch((error: unknown) => {
        const text = t('moving.refused', { count: items.length })
        notify({ tone: 'bad', text, failure: toFailure(error).code })
      })
  }
  const toRole = (role: FolderState['role']) => {
    const folder = folders.find((one) => one.role === role)
    if (accountId === null || folder === undefined) return null
    return movable(chosen, { accountId, folder }).length === 0 ? null : () => toFolder(chosen, folder, accountId)
  }
  return {
    choose: accountId === null ? null : () => setChoosing(true),
    toArchive: toRole('archive'),
    toTrash: toRole('trash'),
    toFolder,
    dialog:
      isChoosing && accountId !== null ? (
        <Suspense>
          <FolderDialog
            accountId={accountId}
            count={chosen.length}
            isElsewhere={(folder) => movable(chosen, { accountId, folder }).length > 0}
            onChoose={(folder) => {
              // At once: once nothing is chosen any more, nobody would hear that it was closed.
              setChoosing(false)
              toFolder(chosen, folder, accountId)
            }}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      ) : null,
  }
}
