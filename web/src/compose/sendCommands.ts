import type { QueryClient } from '@tanstack/react-query'
import i18next from 'i18next'
import { api } from '../api/api-client.ts'
import { type Failure, toFailure } from '../api/failure.ts'
import type { Delivery, Interaction } from '../api/wire-types.ts'
import { formatShortDate, formatTime } from '../i18n/formats.ts'
import { currentLanguage } from '../i18n/i18n.ts'
import { interactionQuery, oneKey } from '../interactions/interaction-queries.ts'
import { refreshLists, refreshRows, removeFromLists } from '../interactions/refresh-lists.ts'
import { notify } from '../ui/notices.ts'
import { showDraft } from './open-drafts.ts'

/**
 * Hands a saved draft over, to leave then or after the seconds in which it can be taken back; null where it is on its way,
 * else why not. Each call is one press of the button.
 */
export async function sendDraft(client: QueryClient, id: string, at: Date | null): Promise<Failure | null> {
  try {
    const delivery = await api.outbox.send({
      id,
      idempotencyKey: crypto.randomUUID(),
      sendAt: at?.toISOString() ?? null,
    })
    noteDelivery(client, id, delivery)
    offerUndo(client, id, delivery)
    return null
  } catch (error) {
    return toFailure(error)
  }
}

/** Sends again what failed, or what nobody knows of where a person says so. */
export async function sendAgain(client: QueryClient, id: string, resend: boolean): Promise<void> {
  try {
    noteDelivery(client, id, await api.outbox.send({ id, idempotencyKey: crypto.randomUUID(), resend }))
    notify({ tone: 'info', text: i18next.t('deliveries.againStarted') })
  } catch (error) {
    notify({ tone: 'bad', text: i18next.t('deliveries.againFailed'), failure: toFailure(error).code })
  }
}

/** Makes a draft again of what has not left and opens it. */
export async function takeBack(client: QueryClient, id: string): Promise<void> {
  try {
    await api.outbox.unsend({ id })
    // An answer that was asked for before would say that the letter is on its way, and its window would close again.
    await client.cancelQueries({ queryKey: oneKey(id), exact: true })
    await client.query({ ...interactionQuery(id), staleTime: 0 })
    void refreshRows(client, new Set([id]))
    showDraft(id)
  } catch (error) {
    notify({ tone: 'bad', text: i18next.t('compose.unsendFailed'), failure: toFailure(error).code })
    void refreshRows(client, new Set([id]))
  }
}

/** What is counted in seconds; a later time is told by the clock. */
const soonMs = 60_000

function offerUndo(client: QueryClient, id: string, { sendAt }: Delivery): void {
  const until = Date.parse(sendAt)
  if (until <= Date.now()) {
    notify({ tone: 'info', text: i18next.t('compose.leavesNow') })
    return
  }
  const undo = () => void takeBack(client, id)
  if (until - Date.now() > soonMs) {
    const [at, language] = [new Date(until), currentLanguage()]
    const when = `${formatShortDate(at, language, new Date())}, ${formatTime(at, language)}`
    notify({ tone: 'info', text: i18next.t('compose.leavesAt', { when }), undo })
    return
  }
  notify({
    tone: 'info',
    text: '',
    countdown: { until, text: (count) => i18next.t('compose.leavesIn', { count }) },
    undo,
  })
}

function noteDelivery(client: QueryClient, id: string, delivery: Delivery): void {
  client.setQueryData<Interaction>(oneKey(id), (one) => one && { ...one, delivery, status: 'outgoing' })
  void refreshRows(client, new Set([id]))
  void refreshLists(client)
}

const discardMs = 8000
const discards = new Map<string, { timer: ReturnType<typeof setTimeout>; run: () => Promise<void> }>()
window.addEventListener('pagehide', () => {
  for (const { timer, run } of discards.values()) {
    clearTimeout(timer)
    void run()
  }
})

/** Throws a draft away, at the end of the time in which that can be taken back. */
export function discardDraft(client: QueryClient, id: string): void {
  removeFromLists(client, new Set([id]))
  const run = async () => {
    discards.delete(id)
    await removeDraft(client, id)
  }
  discards.set(id, { timer: setTimeout(() => void run(), discardMs), run })
  notify({
    tone: 'done',
    text: i18next.t('compose.discarded'),
    undo: () => {
      clearTimeout(discards.get(id)?.timer)
      discards.delete(id)
      void refreshLists(client)
      showDraft(id)
    },
  })
}

/** Throws a draft away at once: nothing was written in it. */
export async function removeDraft(client: QueryClient, id: string): Promise<void> {
  try {
    await api.outbox.remove({ id })
    removeFromLists(client, new Set([id]))
  } catch (error) {
    const failure = toFailure(error)
    if (failure.code === 'NOT_FOUND') return
    void refreshLists(client)
    notify({ tone: 'bad', text: i18next.t('compose.discardFailed'), failure: failure.code })
  }
}
