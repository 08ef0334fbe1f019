import { expect, test } from 'vitest'
import { AppError } from './app-error.ts'

test('status, remedy and words come from the closed table, details from the place of the failure', () => {
  const cause = new Error('socket closed')
  const error = new AppError('CONNECTION_LOST', { host: 'mail.example.org' }, { cause })
  expect(error).toMatchObject({
    code: 'CONNECTION_LOST',
    status: 422,
    remedy: 'retry',
    details: { host: 'mail.example.org' },
    cause,
  })
  expect(error.message).toMatch(/^CONNECTION_LOST: ./)
})
