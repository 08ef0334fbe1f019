import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { account, syncStatus } from '@besedka/contract/accounts'
import { interactionItem } from '@besedka/contract/interactions'
import { page } from '@besedka/contract/pages'
import type { Lab } from '@besedka/lab/lab-types'
import { startLab } from '@besedka/lab/start-lab'
import type { Program } from '@besedka/lab/start-program'
import { percentiles, startBenchProgram } from './bench-program.ts'
import type { BenchOptions, BenchReport } from './bench-report.ts'

const [SENDER, RECEIVER] = ['sender@corp.test', 'receiver@corp.test']
const LONGEST_WAIT_MS = 30_000
const list = page(interactionItem)

/**
 * From the moment the SMTP server has taken a letter until a listener has heard of it and read the list that shows it,
 * against a bare IMAP client that waits by IDLE (RFC 2177) for the same letter and reads its envelope.
 */
export async function benchLive({ letters, say }: BenchOptions): Promise<BenchReport> {
  const users = [SENDER, RECEIVER].map((address) => ({ address, password: 'secret', name: address }))
  const lab = await startLab({ users })
  const { program, stop } = await startBenchProgram({ caFile: lab.caFile })
  try {
    await receiveFor(program, lab)
    const [ours, bare] = [await listenToProgram(program), await waitByIdle(lab)]
    const [ourTimes, bareTimes]: [number[], number[]] = [[], []]
    for (let n = 0; n < letters; n++) {
      const subject = `Live ${n}`
      const seen = Promise.all([ours.seen(subject), bare.seen(subject)])
      await lab.submit({ from: SENDER, to: RECEIVER, source: letter(subject) })
      const accepted = performance.now()
      const [us, them] = await seen
      ourTimes.push(us - accepted)
      bareTimes.push(them - accepted)
      if (n % 20 === 19) say(`${n + 1} letters`)
      await pause(50 + (n % 7) * 30)
    }
    ours.close()
    return report(letters, percentiles(ourTimes), percentiles(bareTimes))
  } finally {
    await stop()
    await lab.stop()
  }
}

type Percentiles = ReturnType<typeof percentiles>

function report(letters: number, ours: Percentiles, bare: Percentiles): BenchReport {
  return {
    name: `${letters} letters by SMTP, from their acceptance`,
    figures: [
      { what: 'bare IDLE client has read it, p50', value: bare.p50, unit: 'ms' },
      { what: 'bare IDLE client has read it, p95', value: bare.p95, unit: 'ms' },
      { what: 'besedka has told it and lists it, p50', value: ours.p50, unit: 'ms' },
      { what: 'besedka has told it and lists it, p95 (goal 500)', value: ours.p95, unit: 'ms' },
      { what: 'load average', value: loadavg()[0] ?? 0, unit: 'load' },
    ],
    ratio: ours.p95 / bare.p95,
    goal: 1.2,
  }
}

function letter(subject: string): string {
  const headers = [
    `From: ${SENDER}`,
    `To: ${RECEIVER}`,
    `Subject: ${subject}`,
    `Message-ID: <${crypto.randomUUID()}@corp.test>`,
  ]
  return [...headers, `Date: ${new Date().toUTCString()}`, '', 'Please move the delivery.', ''].join('\r\n')
}

async function receiveFor(program: Program, lab: Lab): Promise<void> {
  const server = { host: '127.0.0.1', port: lab.ports.imap, security: 'none', user: RECEIVER, protocol: 'imap' }
  const { id } = account.parse(
    await program.send('POST', '/accounts', {
      address: RECEIVER,
      password: 'secret',
      useForSending: false,
      incoming: server,
    }),
  )
  while (syncStatus.parse(await program.get(`/accounts/${id}/sync`)).state !== 'idle') await pause(50)
}

/** Letters by subject, with the moment at which each was seen. */
class Sightings {
  private readonly at = new Map<string, number>()
  private readonly waiting = new Map<string, (at: number) => void>()

  note(subject: string): void {
    if (this.at.has(subject)) return
    const now = performance.now()
    this.at.set(subject, now)
    this.waiting.get(subject)?.(now)
  }

  seen(subject: string): Promise<number> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${subject} was not seen`)), LONGEST_WAIT_MS)
      this.waiting.set(subject, (at) => {
        clearTimeout(late)
        resolve(at)
      })
    })
  }
}

/** A tab of the interface: hears that something came, and reads the list. */
async function listenToProgram(program: Program) {
  const sightings = new Sightings()
  const stop = new AbortController()
  const { body } = await fetch(`${program.origin}/api/v1/events`, {
    signal: stop.signal,
    headers: { cookie: program.cookie },
  })
  if (body === null) throw new Error('the event stream is empty')
  const decoder = new TextDecoder()
  const hear = async () => {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      if (!decoder.decode(chunk, { stream: true }).includes('interactions.created')) continue
      for (const { subject } of list.parse(await program.get('/interactions?limit=50&fold=thread')).items)
        sightings.note(subject)
    }
  }
  hear().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error
  })
  return { seen: (subject: string) => sightings.seen(subject), close: () => stop.abort() }
}

async function waitByIdle(lab: Lab) {
  const sightings = new Sightings()
  const client = await lab.imap(RECEIVER)
  await client.mailboxOpen('INBOX')
  const read = async () => {
    for await (const { envelope } of client.fetch('*', { envelope: true })) sightings.note(envelope?.subject ?? '')
    void client.idle()
  }
  client.on('exists', () => void read())
  void client.idle()
  return { seen: (subject: string) => sightings.seen(subject) }
}
