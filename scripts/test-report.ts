// Turns Vitest's JSON report into the numbers and lines that a reader needs at the end of a long output.
import { relative } from 'node:path'

export interface TestFailure {
  name: string
  message: string
}

export interface TestSummary {
  passed: number
  skipped: number
  failures: readonly TestFailure[]
}

interface VitestReport {
  testResults: {
    name: string
    status: 'passed' | 'failed'
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

/**
 * Sums a report up. Counted as failed beside the tests that failed: a file that could not be loaded, a runner that
 * ended with an error which no test shows, a missing report, and a run in which no test was executed.
 */
export function readReport(json: string | undefined, exitCode: number, root: string): TestSummary {
  if (json === undefined) {
    return { passed: 0, skipped: 0, failures: [{ name: 'test runner', message: `ended with ${exitCode}, no report` }] }
  }
  const report = JSON.parse(json) as VitestReport
  const tests = report.testResults.flatMap((file) => file.assertionResults)
  const summary = {
    passed: tests.filter((one) => one.status === 'passed').length,
    skipped: tests.filter((one) => !['passed', 'failed'].includes(one.status)).length,
    failures: report.testResults.flatMap((file) => failuresOf(file, root)),
  }
  if (summary.passed + summary.failures.length === 0) {
    return addFailure(summary, { name: 'test runner', message: 'no test was executed' })
  }
  if (exitCode !== 0 && summary.failures.length === 0) {
    return addFailure(summary, { name: 'test runner', message: `ended with ${exitCode} though every test passed` })
  }
  return summary
}

export function addFailure(summary: TestSummary, failure: TestFailure): TestSummary {
  return { ...summary, failures: [...summary.failures, failure] }
}

/** One line per failure, empty without any. */
export function failureList({ failures }: TestSummary): string {
  if (failures.length === 0) return ''
  const lines = failures.map(({ name, message }) => `  ${name}: ${message.split('\n', 1)[0]?.slice(0, 200) ?? ''}`)
  return `\nFailed:\n${lines.join('\n')}\n\n`
}

/** The last line of the output; its form is read by machines. */
export function closingLine({ passed, skipped, failures }: TestSummary): string {
  const counts = `${passed} passed, ${failures.length} failed`
  return skipped === 0 ? counts : `${counts}, ${skipped} skipped`
}

function failuresOf(file: VitestReport['testResults'][number], root: string): TestFailure[] {
  const path = relative(root, file.name)
  const failed = file.assertionResults
    .filter((one) => one.status === 'failed')
    .map((one) => ({ name: `${path} > ${one.fullName.trim()}`, message: one.failureMessages[0] ?? '' }))
  if (failed.length > 0 || file.status === 'passed') return failed
  return [{ name: path, message: file.message || 'could not be loaded or did not finish' }]
}
