/** `npm run bench -- NAME [--json] [--letters N]`: a measurement against peers, same data, same run. */
import { parseArgs } from 'node:util'
import type { BenchOptions, BenchReport } from './bench-report.ts'
import { renderReport } from './bench-report.ts'

interface Bench {
  /** How many letters unless told otherwise. */
  letters: number
  load: () => Promise<(options: BenchOptions) => Promise<BenchReport>>
}

const benches: Record<string, Bench> = {
  sync: { letters: 20_000, load: async () => (await import('./sync-bench.ts')).benchSync },
  live: { letters: 100, load: async () => (await import('./live-bench.ts')).benchLive },
  send: { letters: 200, load: async () => (await import('./send-bench.ts')).benchSend },
  screen: { letters: 100_000, load: async () => (await import('./screen-bench.ts')).benchScreen },
  list: { letters: 1_000_000, load: async () => (await import('./list-bench.ts')).benchLists },
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, letters: { type: 'string' } },
})
const [name = ''] = positionals
const chosen = benches[name]
const letters = Number(values.letters ?? chosen?.letters)
if (chosen === undefined || !Number.isInteger(letters) || letters < 1) {
  console.error(
    `npm run bench -- NAME [--json] [--letters N], where NAME is one of: ${Object.keys(benches).join(', ')}`,
  )
  process.exit(2)
}
const bench = await chosen.load()
const report = await bench({ letters, say: (line) => console.error(line) })
console.log(values.json ? JSON.stringify(report, null, 2) : renderReport(report))
process.exit(0)
