import { expect, test } from 'vitest'
import { AppError } from '../platform/app-error.ts'
import { StepLog } from './check-steps.ts'
import { codedFailure } from './coded-failure.ts'

function failedStep(step: Parameters<StepLog['fail']>[0], error: AppError) {
  const log = new StepLog(() => {})
  log.fail(step, error)
  return log.steps[0]
}

test('N06 a step that the server refused says what that means and what helps, by provider', () => {
  const response = '535-5.7.8 Username and Password not accepted.\n535 5.7.8 see BadCredentials'
  const smtp = Object.assign(new Error('Invalid login'), { code: 'EAUTH', response, responseCode: 535 })
  expect(failedStep('login-outgoing', codedFailure(smtp, 'smtp.gmail.com'))).toMatchObject({
    code: 'AUTH_FAILED',
    cause: 'WRONG_PASSWORD',
    remedy: 'USE_APP_PASSWORD',
  })
  const answer = { responseText: 'Authentication failed.', serverResponseCode: 'AUTHENTICATIONFAILED' }
  const imap = Object.assign(new Error('Command failed'), answer, { authenticationFailed: true })
  expect(failedStep('login-incoming', codedFailure(imap, 'mail.corp.test'))).toMatchObject({
    cause: 'WRONG_PASSWORD',
    remedy: 'RETYPE_PASSWORD',
  })
})

test('N06 an IMAP code without telling words is understood all the same', () => {
  const bare = Object.assign(new Error('Command failed'), { responseText: 'no', serverResponseCode: 'PRIVACYREQUIRED' })
  expect(failedStep('login-incoming', codedFailure(bare, 'mail.corp.test'))).toMatchObject({
    cause: 'TLS_NEEDED',
    remedy: 'CHANGE_SECURITY',
  })
})

test('N06 what no server has said is not explained as if it had', () => {
  const refused = new AppError('CONNECTION_REFUSED', { host: 'mail.corp.test', words: 'temporary failure' })
  expect(failedStep('connect-incoming', refused)).not.toHaveProperty('cause')
  const strange = Object.assign(new Error('Command failed'), { responseText: 'computer says no' })
  expect(failedStep('list-folders', codedFailure(strange, 'mail.corp.test'))).not.toHaveProperty('remedy')
})
