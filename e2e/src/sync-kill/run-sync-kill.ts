import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { account, syncStatus } from '@besedka/contract/accounts'
import type { Lab } from '@besedka/lab/lab-types'
import { type StartingProgram, spawnProgram } from '@besedka/lab/launch-program'
import { loadGeneratedMail } from '@besedka/lab/letter-generator/load-generated-mail'
import { createRandom, type RandomSource } from '@besedka/lab/letter-generator/random-source'
import { startLab } from '@besedka/lab/start-lab'
import { type ApiCaller, signIn } from '../testing/api-caller.ts'
import { untilReceived } from '../testing/until-received.ts'
import { readServerState, type ServerState } from './mailbox-state.ts'
import { type ReceivedMail, readReceivedMail } from './received-mail.ts'

export interface SyncKillOptions {
  letters: number
  rounds: number
  seed: number
}

/** One kill of the whole program. */
export interface Kill {
  /** Milliseconds after the program was started. */
  after: number
  wasServing: boolean
  /** Letters that the program found here when it was asked for the last time before; null while it started. */
  lettersHere: number | null
}

export interface SyncKillResult {
  kills: Kill[]
  before: ServerState
  after: ServerState
  received: ReceivedMail
}

const administrator = { email: 'admin@corp.test', password: 'correct horse battery' }
const mailbox = { address: 'kill@corp.test', password: 'secret', name: 'Отдел закупок' }
/** So long a round lives at most once letters are being received: twice as long as the first batches take. */
const LIFE_MS = 1_500
/** So long when it is killed while it starts. */
const START_MS = 1_000

/** Kills the program, its database included, again and again during one first sync; then lets it come to its end. */
export async function runSyncKill(options: SyncKillOptions, note: (kill: Kill) => void): Promise<SyncKillResult> {
  const { letters, rounds, seed } = options
  const random = createRandom(seed)
  const lab = await startLab({ users: [mailbox], smtp: false })
  const folder = await mkdtemp(join(tmpdir(), 'besedka-sync-kill-'))
  await loadGeneratedMail(lab, mailbox.address, { count: letters, averageBytes: 3_000, seed })
  const before = await readServerState(lab, mailbox.address)
  const kills: Kill[] = []
  const env = environment(lab, join(folder, 'data'))
  try {
    let accountId: string | undefined
    for (let round = 0; round < rounds; round++) {
      const started = performance.now()
      const program = await spawnProgram(env)
      if (accountId === undefined) {
        await program.serving
        accountId = await connectMailbox(await signIn(program.origin, administrator), lab.ports.imaps)
      }
      const limit = Math.floor((letters * (round + 1)) / (rounds + 1))
      const shot = await killAtRandom(program, accountId, { random, limit })
      const kill = { after: Math.round(performance.now() - started), ...shot }
      kills.push(kill)
      note(kill)
    }
    const program = await spawnProgram(env)
    await program.serving
    const api = await signIn(program.origin, administrator)
    await untilReceived(api, accountId ?? '')
    const received = await readReceivedMail(api, accountId ?? '')
    const after = await readServerState(lab, mailbox.address)
    await program.stop()
    return { kills, before, after, received }
  } finally {
    await lab.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function environment(lab: Lab, dataDir: string): Record<string, string> {
  return {
    DATA_DIR: dataDir,
    LOG_LEVEL: 'fatal',
    ALLOW_PRIVATE_HOSTS: '1',
    MAIL_CA_FILE: lab.caFile,
    BOOTSTRAP_ADMIN_EMAIL: administrator.email,
    BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
  }
}

async function connectMailbox(api: ApiCaller, port: number): Promise<string> {
  const made = await api.send('POST', '/accounts', {
    address: mailbox.address,
    password: mailbox.password,
    useForSending: false,
    incoming: { protocol: 'imap', host: 'localhost', port, security: 'tls', user: mailbox.address },
  })
  return account.parse(made).id
}

/**
 * The moment is chance: a quarter of the kills hit while the program starts, the others while it receives. None comes later
 * than with the round's share of the letters, or the sync would be over before the last kill.
 */
async function killAtRandom(
  program: StartingProgram,
  accountId: string,
  { random, limit }: { random: RandomSource; limit: number },
): Promise<Omit<Kill, 'after'>> {
  const isEarly = random.chance(0.25)
  const life = random.below(isEarly ? START_MS : LIFE_MS)
  let wasServing = false
  void program.serving.then(
    () => {
      wasServing = true
    },
    () => undefined,
  )
  const lettersHere = isEarly ? await pause(life, null) : await watchReceiving(program, accountId, { life, limit })
  await program.killAll()
  return { wasServing, lettersHere }
}

/** Lets it receive for a while; returns how many letters were here at the last look. */
async function watchReceiving(
  program: StartingProgram,
  accountId: string,
  { life, limit }: { life: number; limit: number },
): Promise<number> {
  await program.serving
  const api = await signIn(program.origin, administrator)
  let end: number | undefined
  for (;;) {
    const { state, folders } = syncStatus.parse(await api.get(`/accounts/${accountId}/sync`))
    const here = folders.reduce((sum, { local }) => sum + local, 0)
    if (state === 'syncing') end ??= performance.now() + life
    if (here >= limit || performance.now() >= (end ?? Number.POSITIVE_INFINITY)) return here
    await pause(5)
  }
}
