import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { accountsQuery } from '../accounts/account-queries.ts'
import type { DraftMode, Interaction, InteractionItem } from '../api/wire-types.ts'
import { addDraft, type DraftRequest, showDraft } from './open-drafts.ts'

/** Commands that open a window to write in; what stands behind the window loads with the first of them. */
export function useCompose() {
  const client = useQueryClient()
  const router = useRouter()
  return useMemo(() => {
    const open = (request: DraftRequest) => {
      const { key, isNew } = addDraft(request)
      if (isNew) void import('./startDraft.ts').then(({ startDraft }) => startDraft(client, key, request))
    }
    return {
      begin: (account?: string) => {
        // Without any account there is nothing to write from: setting one up comes first.
        if (client.getQueryData(accountsQuery.queryKey)?.length === 0) void router.navigate({ to: '/accounts/new' })
        else open({ mode: 'new', ...(account === undefined ? {} : { account }) })
      },
      answer: (basisId: string, mode: Exclude<DraftMode, 'new'>) => open({ mode, basisId }),
      goOn: (id: string) => showDraft(id),
    }
  }, [client, router])
}

/** Only letters that are whole are answered; those being written are written on. */
export function canAnswer(item: Interaction | InteractionItem | undefined): boolean {
  return item?.kind === 'email' && item.status !== 'draft' && item.status !== 'outgoing'
}
