import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { api } from '../api/api-client.ts'
import { toFailure } from '../api/failure.ts'
import { oneKey } from '../interactions/interaction-queries.ts'
import { notify } from '../ui/notices.ts'
import { changeDraft, closeDraft, currentDrafts, type DraftRequest } from './open-drafts.ts'

/** Has the server begin the draft of a window; without one the window closes and says why. */
export async function startDraft(client: QueryClient, key: string, request: DraftRequest): Promise<void> {
  try {
    const draft = await api.outbox.create({
      kind: 'email',
      mode: request.mode,
      ...(request.basisId === undefined ? {} : { basisId: request.basisId }),
      ...(request.account === undefined ? {} : { account: request.account }),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    })
    client.setQueryData(oneKey(draft.id), draft)
    // Closed before it was here: nothing was written.
    if (currentDrafts().some((open) => open.key === key)) changeDraft(key, { id: draft.id })
    else await api.outbox.remove({ id: draft.id })
  } catch (error) {
    closeDraft(key)
    notify({ tone: 'bad', text: i18next.t('compose.startFailed'), failure: toFailure(error).code })
  }
}
