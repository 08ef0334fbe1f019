// The check of who imports whom, with its rules in .dependency-cruiser.mjs.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from './children.ts'

export interface Violation {
  rule: string
  from: string
  to: string
}

interface CruiseReport {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] }
}

const root = join(import.meta.dirname, '..')
const folders = ['contract', 'mail', 'server', 'web', 'embed', 'lab', 'e2e', 'bench', 'docs', 'scripts']

/**
 * Reads every import below a folder and returns what breaks a rule. Fails when nothing was read: without a parser that
 * knows TypeScript the cruiser reads no file and is content.
 */
export async function cruise(house: string): Promise<{ modules: number; violations: Violation[] }> {
  const { output, stdout } = await runChild({
    command: process.execPath,
    args: [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'),
      ...['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json'],
      ...folders.filter((folder) => existsSync(join(house, folder))),
    ],
    cwd: house,
    output: 'capture',
  })
  const report = parse(stdout, output)
  if (report.summary.totalCruised === 0) throw new Error('The dependency cruiser read no module at all.')
  const violations = report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
  return { modules: report.summary.totalCruised, violations }
}

function parse(stdout: string, output: string): CruiseReport {
  try {
    return JSON.parse(stdout) as CruiseReport
  } catch {
    throw new Error(`The dependency cruiser failed: ${output}`)
  }
}

if (import.meta.main) {
  const { modules, violations } = await cruise(root)
  for (const { rule, from, to } of violations) process.stdout.write(`${rule}: ${from} -> ${to}\n`)
  process.stdout.write(`${modules} modules, ${violations.length} violations\n`)
  process.exitCode = violations.length === 0 ? 0 : 1
}
