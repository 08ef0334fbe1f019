import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { account } from '@besedka/contract/accounts'
import type { Lab, LabOptions } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import { type Program, startProgram } from '@besedka/lab/start-program'
import { type Browser, chromium } from 'playwright-core'
import { untilReceived } from './until-received.ts'

/** Real mail servers, the real program, a real browser. */
export interface Stage {
  lab: Lab
  /** Another one after `restart`, at the same origin. */
  readonly program: Program
  browser: Browser
  /**
   * Connects a mailbox of the lab through the API; returns its account id once everything in it is here. `imapPort` leads
   * through a proxy to the lab's own.
   */
  connect(address: string, name: string, imapPort?: number): Promise<string>
  /** Starts the program again after it was stopped or killed: same port, same data. */
  restart(): Promise<void>
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

/** The system's Chromium, without what it would ask the Internet by itself. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM_FLAGS })
}

interface StageOptions {
  lab?: LabOptions
  /** What the program is told besides; may speak of the lab's servers. */
  env?: Record<string, string> | ((lab: Lab) => Record<string, string>)
}

export async function startStage(options: StageOptions = {}): Promise<Stage> {
  const lab = await startLab(options.lab)
  const dataDir = await mkdtemp(join(tmpdir(), 'besedka-e2e-'))
  const env = typeof options.env === 'function' ? options.env(lab) : (options.env ?? {})
  const [started, browser] = await Promise.all([startProgram({ dataDir, caFile: lab.caFile, env }), launchBrowser()])
  let program = started
  return {
    lab,
    get program() {
      return program
    },
    browser,
    connect: (address, name, imapPort) => connectMailbox(lab, program, { address, name, imapPort }),
    async restart() {
      const { port } = new URL(program.origin)
      program = await startProgram({ dataDir, caFile: lab.caFile, env: { ...env, PORT: port } })
    },
    async stop() {
      const unclosed = browser.contexts().length
      await browser.close()
      await program.stop()
      await lab.stop()
      await rm(dataDir, { recursive: true, force: true })
      // Closing a visit is what looks at its complaints.
      if (unclosed > 0) throw new Error(`${unclosed} visits were never closed`)
    },
  }
}

async function connectMailbox(
  lab: Lab,
  program: Program,
  mailbox: { address: string; name: string; imapPort: number | undefined },
): Promise<string> {
  const { address, name, imapPort = lab.ports.imaps } = mailbox
  const password = lab.users.find((user) => user.address === address)?.password
  const server = { host: 'localhost', security: 'tls', user: address }
  const created = account.parse(
    await program.send('POST', '/accounts', {
      name,
      senderName: name,
      address,
      password,
      incoming: { ...server, protocol: 'imap', port: imapPort },
      outgoing: { ...server, port: lab.ports.smtps },
    }),
  )
  await untilReceived(program, created.id)
  return created.id
}
