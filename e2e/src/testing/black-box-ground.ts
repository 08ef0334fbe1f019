import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { account } from '@besedka/contract/accounts'
import type { Lab } from '@besedka/lab/lab-types'
import { type LaunchedProgram, launchProgram } from '@besedka/lab/launch-program'
import { startLab } from '@besedka/lab/start-lab'
import { z } from 'zod'
import { type ApiCaller, createCaller, signIn } from './api-caller.ts'
import { untilReceived } from './until-received.ts'

/** Mail servers that know nothing of the program, and the program that knows of them by its environment alone. */
export interface BlackBox {
  lab: Lab
  program: LaunchedProgram
  administrator: { email: string; password: string }
  /** The administrator by a bearer token. */
  api: ApiCaller
  stop(): Promise<void>
}

/** The name that the lab's name server knows; its certificate is for it. */
export const MAIL_HOST = 'mail.corp.test'

/** `DATA_DIR` does not exist before; names are asked of the lab's name server alone. */
export async function startBlackBox(): Promise<BlackBox> {
  const lab = await startLab({ dns: true })
  const folder = await mkdtemp(join(tmpdir(), 'besedka-black-box-'))
  const administrator = { email: 'head@corp.test', password: 'seven quiet rivers' }
  const program = await launchProgram({
    DATA_DIR: join(folder, 'made', 'by', 'the', 'start'),
    BOOTSTRAP_ADMIN_EMAIL: administrator.email,
    BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
    MAIL_CA_FILE: lab.caFile,
    ALLOW_PRIVATE_HOSTS: '1',
    ALLOW_PLAINTEXT: '1',
    DNS_SERVERS: lab.zone.server,
  })
  const signedIn = await signIn(program.origin, administrator)
  const made = await signedIn.send('POST', '/tokens', { name: 'a program', scopes: ['read', 'write', 'administer'] })
  const { token } = z.object({ token: z.string() }).parse(made)
  return {
    lab,
    program,
    administrator,
    api: createCaller(program.origin, { bearer: token }),
    async stop() {
      await program.stop()
      await lab.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What `POST /accounts` wants for a mailbox of the lab. */
export function accountFor({ lab }: Pick<BlackBox, 'lab'>, address: string) {
  const password = lab.users.find((user) => user.address === address)?.password ?? ''
  const server = { host: MAIL_HOST, security: 'tls', user: address }
  return {
    name: address,
    senderName: 'Anna',
    address,
    password,
    timeoutSeconds: 10,
    incoming: { ...server, protocol: 'imap', port: lab.ports.imaps },
    outgoing: { ...server, port: lab.ports.smtps },
  }
}

/** Makes the account and waits until everything in it is here; returns its id. */
export async function connectAccount(box: BlackBox, address: string): Promise<string> {
  const { id } = account.parse(await box.api.send('POST', '/accounts', accountFor(box, address)))
  await untilReceived(box.api, id)
  return id
}
