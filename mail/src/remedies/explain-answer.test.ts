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

function readLabelled(file: string): Labelled[] {
  const lines = readFileSync(new URL(`./testing/${file}-answers.txt`, import.meta.url), 'utf8').split('\n')
  return lines
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
}

const labelled = readLabelled('labelled')

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

/** Prints what was right and what was not, and gives the share. */
function shareOf(name: string, answers: readonly Labelled[]): number {
  const wrong = answers.filter((answer) => firstCause(answer) !== answer.cause)
  for (const answer of wrong) {
    console.log(`not ${answer.cause} but ${firstCause(answer)}: ${answer.provider} ${answer.text}`)
  }
  const right = answers.length - wrong.length
  console.log(`${name}: right cause first ${right} of ${answers.length}`)
  return right / answers.length
}

test.each([
  ['documented', labelled.filter(({ isReworded }) => !isReworded)],
  ['reworded', labelled.filter(({ isReworded }) => isReworded)],
  ['found in public', readLabelled('found')],
  ['found in public later', readLabelled('fresh')],
])('N06 of the labelled answers (%s) the right cause stands first in at least 95 of a hundred', (name, answers) => {
  expect(shareOf(name, answers)).toBeGreaterThanOrEqual(0.95)
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
