// npm run check [-- STEP...]: the gate before a commit. Every step runs, so that one look shows all that is wrong.
import { join } from 'node:path'
import { isStopping, runChild, stopAll } from './children.ts'

interface Step {
  name: string
  /** Program below node_modules or the tree, with its arguments. */
  run: [file: string, ...args: string[]]
}

const root = join(import.meta.dirname, '..')

const steps: Step[] = [
  { name: 'lock', run: ['scripts/lock-file.ts'] },
  { name: 'format', run: ['node_modules/@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings', '.'] },
  { name: 'lint', run: ['node_modules/oxlint/bin/oxlint', '--deny-warnings'] },
  { name: 'types', run: ['node_modules/typescript/bin/tsc', '-b'] },
  { name: 'boundaries', run: ['scripts/boundaries.ts'] },
  { name: 'unused', run: ['node_modules/knip/bin/knip.js'] },
  { name: 'generated', run: ['scripts/generate.ts', '--check'] },
  {
    name: 'tests',
    run: ['node_modules/vitest/vitest.mjs', 'run', ...tiers('contract', 'mail', 'server', 'web', 'docs')],
  },
]

async function main(chosen: string[]): Promise<void> {
  const unknown = chosen.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length > 0) throw new Error(`No such step: ${unknown.join(', ')}.`)
  const failed: string[] = []
  for (const { name, run } of steps.filter((step) => chosen.length === 0 || chosen.includes(step.name))) {
    const start = performance.now()
    const args = [join(root, run[0]), ...run.slice(1)]
    const { code, output } = await runChild({
      command: process.execPath,
      args,
      cwd: root,
      env: { NO_COLOR: '1' },
      output: 'capture',
    })
    if (isStopping()) return
    if (code !== 0) failed.push(name)
    const seconds = ((performance.now() - start) / 1000).toFixed(1)
    process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n${code === 0 ? '' : output}`)
  }
  await stopAll()
  process.stdout.write(failed.length === 0 ? 'All steps passed.\n' : `Failed: ${failed.join(', ')}.\n`)
  process.exitCode = failed.length === 0 ? 0 : 1
}

function tiers(...projects: string[]): string[] {
  return ['--passWithNoTests', ...projects.map((project) => `--project=${project}`)]
}

await main(process.argv.slice(2))
