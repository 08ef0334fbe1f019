import type { Lab } from '@besedka/lab/lab-types'

/** What a client can see of a letter on the server that another client might have changed. */
export interface ServerState {
  /** By folder: UIDVALIDITY, and the flags of each UID in order. */
  folders: Record<string, { uidValidity: string; letters: string[] }>
  count: number
}

/** Looks without touching: folders are opened read-only and only UIDs and flags are asked for. */
export async function readServerState(lab: Lab, address: string): Promise<ServerState> {
  const client = await lab.imap(address)
  const folders: ServerState['folders'] = {}
  let count = 0
  for (const { path } of await client.list()) {
    const opened = await client.mailboxOpen(path, { readOnly: true })
    const letters: string[] = []
    if (opened.exists > 0) {
      for await (const { uid, flags } of client.fetch('1:*', { uid: true, flags: true })) {
        const kept = [...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort()
        letters.push(`${uid} ${kept.join(' ')}`)
      }
    }
    folders[path] = { uidValidity: String(opened.uidValidity), letters: letters.sort() }
    count += letters.length
  }
  await client.logout()
  return { folders, count }
}
