import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { account } from '@besedka/contract/accounts'
import type { Lab } from '@besedka/lab/lab-types'
import { type StartingProgram, spawnProgram } from '@besedka/lab/launch-program'
import { loadGeneratedMail } from '@besedka/lab/letter-generator/load-generated-mail'
import { createRandom, type RandomSource } from '@besedka/lab/letter-generator/random-source'
import { startLab } from '@besedka/lab/start-lab'
import { type ApiCaller, signIn } from '../testing/api-caller.ts'
import { untilReceived } from '../testing/until-received.ts'
import { readServerState, type ServerState } from './mailbox-state.ts'
import { type ReceivedMail, readReceivedMail } from './received-mail.ts'
import { startSlowLine } from './slow-line.ts'

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
/** A round's share of the mailbox passes in about as long as a round lives. */
const LIFE_MS = 1_600

/** Kills the program, its database included, again and again during one first sync; then lets it come to its end. */
export async function runSyncKill(options: SyncKillOptions, note: (kill: Kill) => void): Promise<SyncKillResult> {
  const { letters, rounds, seed } = options
  const random = createRandom(seed)
  const lab = await startLab({ users: [mailbox], smtp: false })
  const folder = await mkdtemp(join(tmpdir(), 'besedka-sync-kill-'))
  const { bytes } = await loadGeneratedMail(lab, mailbox.address, { count: letters, averageBytes: 3_000, seed })
  const line = await startSlowLine(lab.ports.imaps, (bytes / rounds / LIFE_MS) * 3 * 1000)
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
        accountId = await connectMailbox(await signIn(program.origin, administrator), line.port)
      }
      const limit = Math.floor((letters * (round + 1)) / (rounds + 1))
      const shot = await killAtRandom(program, accountId, { random, limit })
      const kill = { after: Math.round(performance.now() - started), ...shot }
      kills.push(kill)
      note(kill)
    }
    line.release()
    const program = await spawnProgram(env)
    await program.serving
    const api = await signIn(program.origin, administrator)
    await untilReceived(api, accountId ?? '')
    const received = await readReceivedMail(api, accountId ?? '')
    const after = await readServerState(lab, mailbox.address)
    await program.stop()
    return { kills, before, after, received }
  } finally {
    await line.stop()
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
 * The moment is chance: a quarter of the kills hit while the program starts. None comes later than the round's share of
 * the letters, or the sync would be over before the last kill.
 */
async function killAtRandom(
  program: StartingProgram,
  accountId: string,
  { random, limit }: { random: RandomSource; limit: number },
): Promise<Omit<Kill, 'after'>> {
  const isEarly = random.chance(0.25)
  const life = random.below(isEarly ? 1_000 : LIFE_MS)
  let lettersHere: number | null = null
  let wasServing = false
  void program.serving.then(
    () => {
      wasServing = true
    },
    () => undefined,
  )
  if (isEarly) await pause(life)
  else {
    await program.serving
    const api = await signIn(program.origin, administrator)
    const end = performance.now() + life
    do {
      lettersHere = await countHere(api, accountId)
      await pause(20)
    } while (performance.now() < end && lettersHere < limit)
  }
  await program.killAll()
  return { wasServing, lettersHere }
}

async function countHere(api: ApiCaller, accountId: string): Promise<number> {
  const { folders } = (await api.get(`/accounts/${accountId}/sync`)) as { folders: { local: number }[] }
  return folders.reduce((sum, { local }) => sum + local, 0)
}
