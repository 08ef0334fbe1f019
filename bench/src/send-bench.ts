import { loadavg } from 'node:os'
import { account } from '@besedka/contract/accounts'
import { interaction } from '@besedka/contract/interactions'
import type { Program } from '@besedka/lab/start-program'
import type pg from 'pg'
import { percentiles, startBenchProgram, timeEach } from './bench-program.ts'
import type { BenchOptions, BenchReport } from './bench-report.ts'

/**
 * From the press of the button to its answer: `POST /interactions/{id}/send`, over HTTP, in turns with one bare
 * transaction on the same PostgreSQL that inserts a row and is safe on disk.
 */
export async function benchSend({ letters, say }: BenchOptions): Promise<BenchReport> {
  const { program, pool, stop } = await startBenchProgram()
  try {
    say(`writing ${letters} letters`)
    const drafts = await writeDrafts(program, letters)
    await pool.query('create table bench_floor (id bigint generated always as identity, note text)')
    const [bare, ours]: [number[], number[]] = [[], []]
    for (const id of drafts) {
      const wish = { idempotencyKey: crypto.randomUUID(), sendAt: tomorrow() }
      bare.push(...(await timeEach(1, () => insertBare(pool))))
      ours.push(...(await timeEach(1, () => program.send('POST', `/interactions/${id}/send`, wish))))
    }
    const [floor, presses] = [percentiles(bare), percentiles(ours)]
    return {
      name: `${letters} letters accepted for sending`,
      figures: [
        { what: 'bare transaction, p50', value: floor.p50, unit: 'ms' },
        { what: 'bare transaction, p95', value: floor.p95, unit: 'ms' },
        { what: 'POST /interactions/{id}/send, p50', value: presses.p50, unit: 'ms' },
        { what: 'POST /interactions/{id}/send, p95 (goal 50)', value: presses.p95, unit: 'ms' },
        { what: 'load average', value: loadavg()[0] ?? 0, unit: 'load' },
      ],
      ratio: presses.p95 / floor.p95,
      goal: 10,
    }
  } finally {
    await stop()
  }
}

/** Not before the bench is over: only the acceptance is measured. */
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString()

async function insertBare(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('insert into bench_floor (note) values ($1)', ['pressed'])
    await client.query('commit')
  } finally {
    client.release()
  }
}

async function writeDrafts(program: Program, count: number): Promise<string[]> {
  const { id } = account.parse(
    await program.send('POST', '/accounts', {
      address: 'bench@corp.test',
      password: 'secret',
      useForReceiving: false,
      outgoing: { host: '127.0.0.1', port: 1, security: 'none', user: 'bench@corp.test' },
      check: 'skip',
    }),
  )
  const drafts: string[] = []
  for (let n = 0; n < count; n++) {
    const wish = {
      kind: 'email',
      account: id,
      to: [{ address: `anna${n}@client.test` }],
      cc: [{ name: 'Pavel', address: 'pavel@client.test' }],
      subject: `Order ${n}`,
      text: 'Please move the delivery.',
    }
    drafts.push(interaction.parse(await program.send('POST', '/interactions', wish)).id)
  }
  return drafts
}
