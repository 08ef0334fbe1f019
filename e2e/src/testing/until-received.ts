import { syncStatus } from '@besedka/contract/accounts'
import { eventually } from './eventually.ts'

/** Waits until the account rests and holds what the server has. */
export function untilReceived(api: { get(path: string): Promise<unknown> }, accountId: string): Promise<void> {
  return eventually(async () => {
    const status = syncStatus.parse(await api.get(`/accounts/${accountId}/sync`))
    const loaded = status.folders.filter((folder) => folder.loaded)
    const isComplete = loaded.length > 0 && loaded.every((folder) => folder.local === folder.server)
    if (status.state === 'idle' && isComplete) return
    const counts = loaded.map(({ path, local, server }) => `${path} ${local} of ${server}`).join(', ')
    throw new Error(`the account is ${status.state} ${status.errorCode ?? ''}: ${counts}`)
  }, 60_000)
}
