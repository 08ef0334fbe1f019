import type { AccountDraft } from '../account-draft.ts'
import type { DraftField } from '../account-request.ts'

export type WizardStep = 'start' | 'search' | 'outgoing' | 'incoming' | 'naming' | 'check' | 'receipt'
export type Way = 'automatic' | 'manual'

/** The pages of the wizard in their order: only those of the servers that the account uses. */
export function stepsOfWay(way: Way, { useForSending, useForReceiving }: AccountDraft): WizardStep[] {
  const servers: WizardStep[] =
    way === 'automatic'
      ? ['search']
      : [
          ...(useForSending ? (['outgoing'] as const) : []),
          ...(useForReceiving ? (['incoming'] as const) : []),
          'naming',
        ]
  return ['start', ...servers, 'check', ...(useForReceiving ? (['receipt'] as const) : [])]
}

/** What has to be right before a page is left. */
export const fieldsOfStep: Partial<Record<WizardStep, readonly DraftField[]>> = {
  start: ['address', 'password', 'uses'],
  outgoing: ['outgoing.host', 'outgoing.port', 'outgoing.user'],
  incoming: ['incoming.host', 'incoming.port', 'incoming.user', 'incoming.deleteAfterDays'],
  naming: ['timeoutSeconds'],
}
