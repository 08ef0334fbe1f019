import { checkStep } from '@besedka/contract/accounts'
import { expect, test } from 'vitest'
import { Failure } from '../api/failure.ts'
import { decidingFailure, linesOf, sideOf, stepsIn, stepsOf, stepWord } from './check-report.ts'

const steps = [
  { step: 'connect-outgoing', ok: true, milliseconds: 1, detail: '' },
  { step: 'see-trial-letter', ok: false, milliseconds: 1, code: 'CONNECTION_TIMEOUT', detail: '' },
  { step: 'login-outgoing', ok: false, milliseconds: 1, code: 'AUTH_FAILED', detail: '535 no' },
]
const failed = (extra: object) =>
  new Failure('AUTH_FAILED', { type: 'x', title: 'x', status: 422, code: 'AUTH_FAILED', ...extra })

test('the step that decided is the one with the code of the failure', () => {
  expect(decidingFailure(failed({ steps }))).toMatchObject({
    side: 'outgoing',
    code: 'AUTH_FAILED',
    step: { detail: '535 no' },
  })
})

test('a failure before any step has none, and nonsense is not taken for steps', () => {
  expect(decidingFailure(failed({}))).toEqual({ step: null, side: null, code: 'AUTH_FAILED' })
  expect(stepsIn(failed({ steps: 'x' }))).toEqual([])
  expect(stepsIn(failed({ steps: [null, 7, { step: 'x' }] }))).toEqual([])
})

test('every step of the contract has a side and a word', () => {
  const names = checkStep.shape.step.options
  expect([...stepsOf.outgoing, ...stepsOf.incoming].sort()).toEqual([...names].sort())
  for (const name of names) expect(stepWord(name)).toMatch(/^check\./)
  expect(sideOf('list-folders')).toBe('incoming')
})

test('what goes without saying is left out, and “not tried” is said once', () => {
  const lines = linesOf('outgoing', stepsIn(failed({ steps })))
  expect(lines.map(({ name, step, isFirstOpen }) => [name, step?.ok, isFirstOpen])).toEqual([
    ['connect-outgoing', true, false],
    ['login-outgoing', false, false],
    ['send-trial-letter', undefined, true],
  ])
  expect(linesOf('incoming', []).filter(({ isFirstOpen }) => isFirstOpen)).toHaveLength(1)
})
