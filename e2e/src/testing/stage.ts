import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { account, syncStatus } from '@besedka/contract/accounts'
import type { Lab, LabOptions } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { type Program, startProgram } from '@besedka/lab/start-program'
import { type Browser, chromium } from 'playwright-core'

/** Real mail servers, the real program, a real browser. */
export interface Stage {
  lab: Lab
  program: Program
  browser: Browser
  /** Connects a mailbox of the lab through the API; returns its account id once everything in it is here. */
  connect(address: string, name: string): Promise<string>
  stop(): Promise<void>
}

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function startStage(options: { lab?: LabOptions; env?: Record<string, string> } = {}): Promise<Stage> {
  const lab = await startLab(options.lab)
  const dataDir = await mkdtemp(join(tmpdir(), 'besedka-e2e-'))
  const program = await startProgram({ dataDir, caFile: lab.caFile, env: options.env ?? {} })
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM_FLAGS })
  return {
    lab,
    program,
    browser,
    connect: (address, name) => connectMailbox(lab, program, address, name),
    async stop() {
      await browser.close()
      await program.stop()
      await lab.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function connectMailbox(lab: Lab, program: Program, address: string, name: string): Promise<string> {
  const password = lab.users.find((user) => user.address === address)?.password
  const server = { host: 'localhost', security: 'tls', user: address }
  const created = account.parse(
    await program.send('POST', '/accounts', {
      name,
      senderName: name,
      address,
      password,
      incoming: { ...server, protocol: 'imap', port: lab.ports.imaps },
      outgoing: { ...server, port: lab.ports.smtps },
    }),
  )
  await untilReceived(program, created.id)
  return created.id
}

/** Waits until the account rests and holds what the server has. */
export async function untilReceived(program: Program, accountId: string): Promise<void> {
  const end = Date.now() + 60_000
  while (Date.now() < end) {
    const { state, errorCode, folders } = syncStatus.parse(await program.get(`/accounts/${accountId}/sync`))
    if (state === 'failed') throw new Error(`receiving failed: ${errorCode}`)
    const complete = folders.every((folder) => !folder.loaded || folder.local === folder.server)
    if (state === 'idle' && complete) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the mailbox was not received within a minute')
}
