import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { account, syncStatus } from '@besedka/contract/accounts'
import { interactionItem } from '@besedka/contract/interactions'
import { page } from '@besedka/contract/pages'
import type { Lab } from '@besedka/lab/lab-types'
import { loadGeneratedMail } from '@besedka/lab/letter-generator/load-generated-mail'
import type { PlantedWord } from '@besedka/lab/letter-generator/planted-words'
import { startLab } from '@besedka/lab/start-lab'
import { type Program, startProgram } from '@besedka/lab/start-program'
import type { BenchOptions, BenchReport } from './bench-report.ts'
import { timeMbsyncAndMu } from './mbsync-mu.ts'

const ADDRESS = 'bench@corp.test'
const list = page(interactionItem)

/**
 * First sync of a mailbox into the durable, searchable database, from the answer to `POST /accounts` until every letter
 * of every folder is committed and the index is flushed, against `mbsync` followed by `mu index` on the same mailbox.
 */
export async function benchSync({ letters, say }: BenchOptions): Promise<BenchReport> {
  const dir = await mkdtemp(join(tmpdir(), 'besedka-bench-'))
  const lab = await startLab({ smtp: false, users: [{ address: ADDRESS, password: 'secret', name: 'Bench' }] })
  try {
    say(`generating ${letters} letters`)
    const mail = await loadGeneratedMail(lab, ADDRESS, { count: letters })
    await warmServer(lab)
    say('mbsync and mu')
    const peers = await timeMbsyncAndMu(lab, ADDRESS, dir)
    say('besedka')
    const ours = await timeProgram(lab, join(dir, 'data'), letters, mail.planted)
    const peerTotal = peers.fetch + peers.index
    return {
      name: `first sync of ${letters} letters, ${(mail.bytes / 1e6).toFixed(0)} MB`,
      figures: [
        { what: 'mbsync', value: peers.fetch, unit: 's' },
        { what: 'mu index', value: peers.index, unit: 's' },
        { what: 'besedka, 50 newest listed', value: ours.firstFifty, unit: 's' },
        { what: 'besedka, all committed and searchable', value: ours.total, unit: 's' },
        { what: 'besedka, peak memory of Node', value: ours.megabytes, unit: 'MB' },
      ],
      ratio: ours.total / peerTotal,
      goal: 0.35,
    }
  } finally {
    await lab.stop()
    await rm(dir, { recursive: true, force: true })
  }
}

/** Dovecot writes its own index when a folder is first opened: neither side should pay for that. */
async function warmServer(lab: Lab): Promise<void> {
  const client = await lab.imap(ADDRESS)
  for (const folder of await client.list()) {
    const lock = await client.getMailboxLock(folder.path)
    await client.search({ all: true }, { uid: true })
    lock.release()
  }
}

interface OurTimes {
  firstFifty: number
  total: number
  megabytes: number
}

async function timeProgram(
  lab: Lab,
  dataDir: string,
  letters: number,
  planted: readonly PlantedWord[],
): Promise<OurTimes> {
  const program = await startProgram({ dataDir, caFile: lab.caFile })
  try {
    const server = { host: '127.0.0.1', port: lab.ports.imap, security: 'none', user: ADDRESS }
    const created = account.parse(
      await program.send('POST', '/accounts', {
        name: 'Bench',
        address: ADDRESS,
        password: 'secret',
        useForSending: false,
        useForReceiving: true,
        incoming: { ...server, protocol: 'imap' },
      }),
    )
    const start = performance.now()
    const seconds = () => (performance.now() - start) / 1000
    const wanted = Math.min(50, letters)
    while (list.parse(await program.get('/interactions?limit=50')).items.length < wanted) await pause(20)
    const firstFifty = seconds()
    await untilComplete(program, created.id, letters)
    const total = seconds()
    for (const { word, letters: holders } of planted) await demandFound(program, word, holders.length)
    return { firstFifty, total, megabytes: program.peakMegabytes() }
  } finally {
    await program.stop()
  }
}

/** The account rests, and every folder holds what the server has. */
async function untilComplete(program: Program, id: string, letters: number): Promise<void> {
  for (;;) {
    const status = syncStatus.parse(await program.get(`/accounts/${id}/sync`))
    if (status.state === 'failed') throw new Error(`receiving failed: ${status.errorCode}`)
    const local = status.folders.reduce((sum, folder) => sum + folder.local, 0)
    if (status.state === 'idle' && local >= letters) return
    await pause(100)
  }
}

async function demandFound(program: Program, word: string, count: number): Promise<void> {
  let found = 0
  let cursor = ''
  do {
    const answer = list.parse(await program.get(`/search?limit=200&q=${encodeURIComponent(word)}${cursor}`))
    found += answer.items.length
    cursor = answer.next === null ? '' : `&cursor=${answer.next}`
  } while (cursor !== '')
  if (found !== count) throw new Error(`a search for a planted word found ${found} letters, ${count} hold it`)
}
