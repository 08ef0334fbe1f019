import { syncStatus } from '@besedka/contract/accounts'
import { interactionItem } from '@besedka/contract/interactions'
import { page } from '@besedka/contract/pages'
import { z } from 'zod'
import type { ApiCaller } from '../testing/api-caller.ts'

/** What the program has of a mailbox, by its API. */
export interface ReceivedMail {
  interactions: number
  /** Interactions, and Message-IDs, that a list to its end showed more than once. */
  doubled: number
  /** Letters of the server that are neither here, nor skipped, nor in quarantine. */
  missing: number
  notLoaded: number
  /** Folders whose counters are not what a list of the folder counts; the account where its own is not. */
  wrongCounters: string[]
}

const list = page(interactionItem)
const ledger = z.object({
  folders: z.array(z.object({ missing: z.number(), skipped: z.array(z.unknown()), quarantined: z.array(z.unknown()) })),
})

export async function readReceivedMail(api: ApiCaller, accountId: string): Promise<ReceivedMail> {
  const items = await listAll(api, `account=${accountId}`)
  const { folders, unreviewed: leftInAccount } = syncStatus.parse(await api.get(`/accounts/${accountId}/sync`))
  const compared = ledger.parse(await api.get(`/accounts/${accountId}/ledger`)).folders
  const wrongCounters: string[] = []
  if (items.filter(({ reviewed }) => !reviewed).length !== leftInAccount) wrongCounters.push('the whole account')
  for (const { id, path, total, unreviewed } of folders) {
    const inFolder = items.filter((item) => item.folders.some((folder) => folder.id === id))
    const left = inFolder.filter(({ reviewed }) => !reviewed).length
    if (inFolder.length !== total || left !== unreviewed) wrongCounters.push(path)
  }
  return {
    interactions: items.length,
    doubled:
      2 * items.length - new Set(items.map(({ id }) => id)).size - new Set(items.map((item) => item.messageId)).size,
    missing: compared.reduce((sum, { missing }) => sum + missing, 0),
    notLoaded: compared.reduce((sum, { skipped, quarantined }) => sum + skipped.length + quarantined.length, 0),
    wrongCounters,
  }
}

async function listAll(api: ApiCaller, query: string): Promise<z.infer<typeof interactionItem>[]> {
  const items: z.infer<typeof interactionItem>[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const next = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const part: z.infer<typeof list> = list.parse(await api.get(`/interactions?${query}&limit=200${next}`))
    items.push(...part.items)
    cursor = part.next
  }
  return items
}
