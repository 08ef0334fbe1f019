import type { Lab } from '@besedka/lab/lab-types'

/** Letters in a folder of a mailbox of the lab, byte for byte, newest last. */
export async function lettersIn(lab: Lab, address: string, folder = 'INBOX') {
  const client = await lab.imap(address)
  await client.mailboxOpen(folder, { readOnly: true })
  const letters: { source: string; flags: Set<string> }[] = []
  const all = (await client.search({ all: true }, { uid: true })) || []
  if (all.length > 0) {
    for await (const { source, flags } of client.fetch(all, { source: true, flags: true }, { uid: true })) {
      letters.push({ source: source?.toString('latin1') ?? '', flags: flags ?? new Set() })
    }
  }
  await client.mailboxClose()
  return letters
}
