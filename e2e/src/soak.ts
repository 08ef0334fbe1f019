// npm run soak -- NAME [--rounds N] [--seed S] [--letters N]: a long fault run. Prints a table for docs/proofs/.
import { parseArgs } from 'node:util'
import { type Kill, runSyncKill, type SyncKillResult } from './sync-kill/run-sync-kill.ts'

const usage = `npm run soak -- NAME [--rounds N] [--seed S] [--letters N]

  sync-kill   kill -9 of the whole program, its database included, during one first sync
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    letters: { type: 'string', default: '2000' },
  },
})
const options = { rounds: Number(values.rounds), seed: Number(values.seed), letters: Number(values.letters) }

if (positionals[0] !== 'sync-kill' || Object.values(options).some((value) => !Number.isSafeInteger(value))) {
  console.error(usage)
  process.exitCode = 1
} else {
  await soakSync()
}

async function soakSync(): Promise<void> {
  const { rounds, seed, letters } = options
  console.log(`${rounds} kills during the first sync of ${letters} letters, seed ${seed}\n`)
  console.log('| kill | ms after the start | the program | letters here before |')
  console.log('|---:|---:|---|---:|')
  let count = 0
  const result = await runSyncKill(options, (kill) => {
    count += 1
    console.log(rowOf(count, kill))
  })
  const lines = verdict(result)
  console.log(`\n| at the end | | wanted |\n|---|---:|---:|`)
  for (const { what, found, wanted } of lines) console.log(`| ${what} | ${found} | ${wanted} |`)
  if (lines.some(({ found, wanted }) => found !== wanted)) process.exitCode = 1
}

function rowOf(number: number, { after, wasServing, lettersHere }: Kill): string {
  return `| ${number} | ${after} | ${wasServing ? 'served' : 'was starting'} | ${lettersHere ?? ''} |`
}

function verdict({ before, after, received }: SyncKillResult): { what: string; found: number; wanted: number }[] {
  const letters = (state: typeof before) =>
    Object.entries(state.folders).flatMap(([path, folder]) =>
      folder.letters.map((line) => `${path} ${folder.uidValidity} ${line}`),
    )
  const now = new Set(letters(after))
  return [
    { what: 'interactions', found: received.interactions, wanted: before.count },
    { what: 'doubled', found: received.doubled, wanted: 0 },
    { what: 'missing in the ledger', found: received.missing, wanted: 0 },
    { what: 'skipped or in quarantine', found: received.notLoaded, wanted: 0 },
    { what: 'folders with wrong counters', found: received.wrongCounters.length, wanted: 0 },
    { what: 'letters on the server', found: after.count, wanted: before.count },
    {
      what: 'changed on the server (UID, flags)',
      found: letters(before).filter((line) => !now.has(line)).length,
      wanted: 0,
    },
  ]
}
