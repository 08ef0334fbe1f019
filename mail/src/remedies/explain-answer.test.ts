import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ANSWER_CATALOGUE, explainAnswer } from './explain-answer.ts'
import { CAUSES, type CauseCode, REMEDIES, REMEDY_OF } from './remedy-codes.ts'
import { type AnswerProtocol, providerOfHost } from './server-answer.ts'

interface Labelled {
  isReworded: boolean
  provider: string
  protocol: AnswerProtocol
  cause: CauseCode
  text: string
}

const labelled: Labelled[] = readFileSync(new URL('./testing/labelled-answers.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => /^[DR] \|/.test(line))
  .map((line) => {
    const [kind = '', provider = '', protocol = '', cause = '', ...text] = line.split(' | ')
    return {
      isReworded: kind === 'R',
      provider,
      protocol: protocol as AnswerProtocol,
      cause: cause as CauseCode,
      text: text.join(' | ').replaceAll('\\n', '\r\n'),
    }
  })

const firstCause = ({ provider, protocol, text }: Labelled) => explainAnswer({ provider, protocol, text })[0]?.cause

test('N06 the labelled answers are many, more than half reworded, and name known causes', () => {
  expect(labelled.length).toBeGreaterThanOrEqual(150)
  expect(labelled.filter(({ isReworded }) => isReworded).length / labelled.length).toBeGreaterThanOrEqual(0.5)
  for (const { cause, protocol } of labelled) {
    expect(CAUSES).toContain(cause)
    expect(['imap', 'pop3', 'smtp']).toContain(protocol)
  }
})

test('N06 the catalogue has more than 60 entries, of which every cause has one', () => {
  expect(ANSWER_CATALOGUE.length).toBeGreaterThanOrEqual(60)
  expect(new Set(ANSWER_CATALOGUE.map(({ cause }) => cause))).toEqual(new Set(CAUSES))
  expect(new Set(Object.values(REMEDY_OF))).toEqual(new Set(REMEDIES))
})

test('N06 of the labelled answers the right cause stands first in at least 95 of a hundred', () => {
  const shares = [true, false].map((isReworded) => {
    const some = labelled.filter((answer) => answer.isReworded === isReworded)
    const wrong = some.filter((answer) => firstCause(answer) !== answer.cause)
    for (const answer of wrong) {
      console.log(`not ${answer.cause} but ${firstCause(answer)}: ${answer.provider} ${answer.text}`)
    }
    return { count: some.length, right: some.length - wrong.length }
  })
  const [reworded, documented] = shares
  const sum = (key: 'count' | 'right') => shares.reduce((total, share) => total + share[key], 0)
  const percent = (share: { right: number; count: number } | undefined) =>
    share === undefined ? 0 : (100 * share.right) / share.count
  console.log(
    `right cause first: ${sum('right')} of ${sum('count')}; documented ${percent(documented).toFixed(1)} %, reworded ${percent(reworded).toFixed(1)} %`,
  )
  expect(sum('right') / sum('count')).toBeGreaterThanOrEqual(0.95)
})

test.each([
  ['imap.gmail.com', 'USE_APP_PASSWORD'],
  ['imap.yandex.ru', 'USE_APP_PASSWORD'],
  ['imap.mail.ru', 'USE_APP_PASSWORD'],
  ['outlook.office365.com', 'USE_OAUTH'],
  ['imap.rambler.ru', 'RETYPE_PASSWORD'],
  ['mail.corp.test', 'RETYPE_PASSWORD'],
])('N06 what helps against a wrong password at %s is %s', (host, remedy) => {
  const text = '[AUTHENTICATIONFAILED] Authentication failed.'
  expect(explainAnswer({ host, protocol: 'imap', text })[0]).toEqual({ cause: 'WRONG_PASSWORD', remedy })
})

test('N06 an answer that could mean two things tells both, the likelier first', () => {
  const text = '[AUTHENTICATIONFAILED] LOGIN invalid credentials or IMAP is disabled sc=1'
  const causes = explainAnswer({ host: 'imap.yandex.ru', protocol: 'imap', text }).map(({ cause }) => cause)
  expect(causes.slice(0, 2)).toEqual(['WRONG_PASSWORD', 'IMAP_OFF'])
})

test('N06 a code that a library has taken off the text counts like one that stands in it', () => {
  expect(explainAnswer({ protocol: 'smtp', text: 'no', replyCode: 535 })[0]?.cause).toBe('WRONG_PASSWORD')
  expect(explainAnswer({ protocol: 'imap', text: 'no', responseCode: 'PRIVACYREQUIRED' })[0]?.cause).toBe('TLS_NEEDED')
})

test('N06 what is in no catalogue explains nothing, and a host that only ends like a provider’s is none of it', () => {
  expect(explainAnswer({ protocol: 'imap', text: 'NO computer says no' })).toEqual([])
  expect(providerOfHost('notgmail.com')).toBeNull()
  expect(providerOfHost('IMAP.GMAIL.COM.')).toBe('gmail')
})

test('N06 no text makes it throw or wait', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      for (const protocol of ['imap', 'pop3', 'smtp'] as const) explainAnswer({ protocol, text })
    }),
  )
  explainAnswer({ protocol: 'smtp', text: 'message '.repeat(100_000) })
})
