// npm test [-- FILTER...]: builds the web where its sources changed, runs every tier but the benchmarks, and ends with
// one plain line that says how many passed and failed.
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isStopping, runChild, stopAll } from './children.ts'
import { outlivingProcesses } from './run-processes.ts'
import { addFailure, closingLine, failureList, readReport, type TestSummary } from './test-report.ts'

const root = join(import.meta.dirname, '..')
const reportFile = join(root, 'artifacts/test-report.json')

async function main(filters: string[]): Promise<void> {
  const build = await runChild(script('scripts/build.ts'))
  const tests = await runTests(filters)
  const left = await outlivingProcesses()
  await stopAll()
  const summary = [
    build.code === 0 ? undefined : { name: 'web build', message: 'ended with an error, see the top of this output' },
    ...left.map(({ pid, command }) => ({ name: 'a process outlived the tests', message: `${pid} ${command}` })),
  ].reduce((sum, failure) => (failure ? addFailure(sum, failure) : sum), tests)
  process.stdout.write(failureList(summary))
  process.stdout.write(`${closingLine(summary)}\n`)
  process.exitCode = summary.failures.length === 0 ? 0 : 1
}

async function runTests(filters: string[]): Promise<TestSummary> {
  rmSync(reportFile, { force: true })
  const vitest = await runChild({
    command: process.execPath,
    args: [
      ...[join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...filters],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`, '--silent=passed-only'],
    ],
    cwd: root,
    env: process.stdout.isTTY ? {} : { NO_COLOR: '1' },
    output: 'inherit',
  })
  return readReport(readIfThere(reportFile), vitest.code, root)
}

function script(file: string) {
  return { command: process.execPath, args: [join(root, file)], cwd: root, output: 'inherit' as const }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  // A stop ends children, which then look like failures; the stop itself sets the exit code.
  if (!isStopping()) throw error
})
