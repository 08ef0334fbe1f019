import { ORPCError } from '@orpc/client'
import { describe, expect, test } from 'vitest'
import { Failure, knownCode, readProblem, toFailure } from './failure.ts'

const problem = { type: 'urn:besedka:problem:AUTH_FAILED', title: 'x', status: 422, code: 'AUTH_FAILED', steps: [] }

describe('what a request throws becomes a failure with a code', () => {
  test('a problem keeps its code and all it carries', () => {
    const failure = toFailure(new ORPCError('AUTH_FAILED', { status: 422, data: problem }))
    expect(failure.code).toBe('AUTH_FAILED')
    expect(failure.problem?.['steps']).toEqual([])
  })

  test.each([502, 503, 504])('an answer of a gateway (%i) means that the server is gone', (status) => {
    expect(toFailure(new ORPCError('X', { status, data: '<html>' })).code).toBe('SERVER_UNREACHABLE')
  })

  test('no answer means that the server is gone', () => {
    expect(toFailure(new TypeError('Failed to fetch')).code).toBe('SERVER_UNREACHABLE')
  })

  test('anything else is unexpected, and a failure stays itself', () => {
    expect(toFailure(new Error('?')).code).toBe('UNEXPECTED')
    expect(toFailure(new ORPCError('X', { status: 500, data: {} })).code).toBe('UNEXPECTED')
    const failure = new Failure('NOT_FOUND')
    expect(toFailure(failure)).toBe(failure)
  })

  test('only what may pass by itself is tried again', () => {
    expect(new Failure('DATABASE_UNREACHABLE').isPassing).toBe(true)
    expect(new Failure('AUTH_FAILED').isPassing).toBe(false)
  })
})

test.each([null, 'x', {}, { code: 'OF_A_NEWER_SERVER' }, { code: 'toString' }])(
  '%j is no problem that we know',
  (body) => {
    expect(readProblem(body)).toBeNull()
  },
)

test('a code of a newer server is not taken for one of ours', () => {
  expect(knownCode('AUTH_FAILED')).toBe('AUTH_FAILED')
  expect(knownCode('BRAND_NEW')).toBeNull()
  expect(knownCode(null)).toBeNull()
})
