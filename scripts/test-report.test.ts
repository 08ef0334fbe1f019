import { describe, expect, test } from 'vitest'
import { addFailure, closingLine, failureList, readReport } from './test-report.ts'

const passed = { fullName: ' a letter arrives', status: 'passed', failureMessages: [] }
const failed = { fullName: ' a letter is lost', status: 'failed', failureMessages: ['Error: gone\n    at x.ts:1'] }
const skipped = { fullName: ' a letter sleeps', status: 'skipped', failureMessages: [] }

function report(...files: { status: string; tests: unknown[]; message?: string }[]): string {
  return JSON.stringify({
    testResults: files.map(({ status, tests, message = '' }, index) => ({
      name: `/top/mail/file-${index}.test.ts`,
      status,
      message,
      assertionResults: tests,
    })),
  })
}

describe('the closing line', () => {
  test('counts passed and failed tests', () => {
    const summary = readReport(report({ status: 'failed', tests: [passed, passed, failed] }), 1, '/top')
    expect(closingLine(summary)).toBe('2 passed, 1 failed')
  })

  test('names skipped tests only where there are any', () => {
    const summary = readReport(report({ status: 'passed', tests: [passed, skipped] }), 0, '/top')
    expect(closingLine(summary)).toBe('1 passed, 0 failed, 1 skipped')
  })
})

describe('what counts as failed', () => {
  test('a file that cannot be loaded', () => {
    const files = [
      { status: 'passed', tests: [passed] },
      { status: 'failed', tests: [], message: 'Cannot find module' },
    ]
    const summary = readReport(report(...files), 1, '/top')
    expect(closingLine(summary)).toBe('1 passed, 1 failed')
    expect(failureList(summary)).toContain('mail/file-1.test.ts: Cannot find module')
  })

  test('a run without a single executed test', () => {
    expect(closingLine(readReport(report({ status: 'passed', tests: [skipped] }), 0, '/top'))).toContain('1 failed')
    expect(closingLine(readReport(report(), 0, '/top'))).toBe('0 passed, 1 failed')
  })

  test('a runner that died before its report', () => {
    expect(closingLine(readReport(undefined, 137, '/top'))).toBe('0 passed, 1 failed')
  })

  test('an error outside of any test', () => {
    expect(closingLine(readReport(report({ status: 'passed', tests: [passed] }), 1, '/top'))).toBe('1 passed, 1 failed')
  })

  test('what the caller adds, such as a failed build', () => {
    const summary = readReport(report({ status: 'passed', tests: [passed] }), 0, '/top')
    expect(closingLine(addFailure(summary, { name: 'web build', message: '' }))).toBe('1 passed, 1 failed')
  })
})

test('the list of failures gives each one line with the first line of its error', () => {
  const summary = readReport(report({ status: 'failed', tests: [failed] }), 1, '/top')
  expect(failureList(summary)).toBe('\nFailed:\n  mail/file-0.test.ts > a letter is lost: Error: gone\n\n')
})
