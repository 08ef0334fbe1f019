/** `npm run bench -- NAME [--json] [--letters N]`: a measurement against peers, same data, same run. */
import { parseArgs } from 'node:util'
import type { BenchOptions, BenchReport } from './bench-report.ts'
import { renderReport } from './bench-report.ts'

const benches: Record<string, () => Promise<(options: BenchOptions) => Promise<BenchReport>>> = {
  sync: async () => (await import('./sync-bench.ts')).benchSync,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, letters: { type: 'string', default: '20000' } },
})
const [name = ''] = positionals
const load = benches[name]
const letters = Number(values.letters)
if (load === undefined || !Number.isInteger(letters) || letters < 1) {
  console.error(
    `npm run bench -- NAME [--json] [--letters N], where NAME is one of: ${Object.keys(benches).join(', ')}`,
  )
  process.exit(2)
}
const bench = await load()
const report = await bench({ letters, say: (line) => console.error(line) })
console.log(values.json ? JSON.stringify(report, null, 2) : renderReport(report))
process.exit(0)
