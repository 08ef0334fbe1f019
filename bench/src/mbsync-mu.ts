import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Lab } from '@besedka/lab/lab-types'
import { timeCommand } from './timed-command.ts'

export interface PeerTimes {
  fetch: number
  index: number
}

/** The fastest pair found: `mbsync` with its fsync into a Maildir, then `mu index` over it. Seconds each. */
export async function timeMbsyncAndMu(lab: Lab, address: string, dir: string): Promise<PeerTimes> {
  const maildir = join(dir, 'maildir')
  const home = join(dir, 'mu')
  const config = join(dir, 'mbsyncrc')
  await mkdir(maildir, { recursive: true })
  await writeFile(config, mbsyncConfig(lab, address, maildir), { mode: 0o600 })
  const fetch = await timeCommand('mbsync', ['-c', config, '-a'])
  await timeCommand('mu', ['init', `--muhome=${home}`, `--maildir=${maildir}`])
  const index = await timeCommand('mu', ['index', `--muhome=${home}`, '--quiet'])
  return { fetch, index }
}

function mbsyncConfig(lab: Lab, address: string, maildir: string): string {
  const password = lab.users.find((user) => user.address === address)?.password ?? ''
  return `
IMAPStore remote
Host 127.0.0.1
Port ${lab.ports.imap}
User ${address}
Pass ${password}
SSLType None

MaildirStore local
Path ${maildir}/
Inbox ${maildir}/INBOX
SubFolders Verbatim

Channel all
Far :remote:
Near :local:
Patterns *
Create Near
SyncState *
`
}
