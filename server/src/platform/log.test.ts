import { expect, test } from 'vitest'
import { createLogger } from './log.ts'
import { containing } from './testing/matchers.ts'

function collect() {
  const lines: string[] = []
  const log = createLogger('info', { write: (line) => void lines.push(line) })
  return { log, lines }
}

test('a line is one JSON object with its level and what it was given', () => {
  const { log, lines } = collect()
  log.child({ accountId: '7' }).info({ folders: 3 }, 'synchronised')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 30, accountId: '7', folders: 3, msg: 'synchronised' })
})

test('passwords, tokens and what people write never reach the log, at any of three depths', () => {
  const { log, lines } = collect()
  const secrets = { password: 'p-1', token: 't-1', authorization: 'a-1', cookie: 'c-1' }
  const letter = { subject: 's-1', body: 'b-1', from: 'f-1', to: ['to-1'], snippet: 'sn-1', email: 'e-1' }
  log.info({ ...secrets, ...letter, account: { ...secrets, letter }, list: { ...letter } }, 'looked at')
  for (const value of ['p-1', 't-1', 'a-1', 'c-1', 's-1', 'b-1', 'f-1', 'to-1', 'sn-1', 'e-1']) {
    expect(lines.join()).not.toContain(value)
  }
  expect(lines.join()).toContain('[hidden]')
})

test('an error is told with its code, its place and its cause, without addresses and what a library has attached', () => {
  const { log, lines } = collect()
  const refusal = Object.assign(new Error('550 5.1.1 <anna@corp.example>: no such user'), {
    code: 'EENVELOPE',
    command: 'RCPT TO:<anna@corp.example>',
    response: 'we do not know anna@corp.example here',
  })
  log.warn({ err: new Error('sending to "anna@corp.example" failed', { cause: refusal }) }, 'job failed')
  expect(lines.join()).not.toContain('anna')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    err: {
      type: 'Error',
      message: 'sending to "[address]" failed',
      stack: containing('log.test.ts'),
      cause: { code: 'EENVELOPE', message: '550 5.1.1 <[address]>: no such user' },
    },
  })
})
