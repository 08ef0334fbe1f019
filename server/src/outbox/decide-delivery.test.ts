import { deliveryState } from '@besedka/contract/delivery'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  decideDelivery,
  type Failure,
  MOST_ATTEMPTS,
  type RecipientStanding,
  retryPause,
  type TryOutcome,
} from './decide-delivery.ts'

const waiting = (...addresses: string[]): RecipientStanding[] =>
  addresses.map((address) => ({ address, state: 'waiting', replyCode: null, detail: '' }))

const failure = (change: Partial<Failure>): Failure => ({
  step: 'connect',
  code: 'CONNECTION_REFUSED',
  replyCode: null,
  detail: '',
  ...change,
})

const failed = (change: Partial<Failure>, handed = false): TryOutcome => ({
  kind: 'failed',
  failure: failure(change),
  handed,
  refused: [],
})

const decide = (outcome: TryOutcome, attempts = 1, recipients = waiting('a', 'b')) =>
  decideDelivery(outcome, { recipients, attempts, random: 0.5 })

describe('B14 how a try ends', () => {
  test.each<[string, TryOutcome, string, string[]]>([
    ['taken for all', { kind: 'accepted', refused: [] }, 'sent', ['accepted', 'accepted']],
    [
      'taken for one',
      { kind: 'accepted', refused: [{ address: 'b', replyCode: 550, detail: 'no' }] },
      'partly',
      ['accepted', 'refused'],
    ],
    [
      'taken for one, later for the other',
      { kind: 'accepted', refused: [{ address: 'b', replyCode: 450, detail: 'later' }] },
      'queued',
      ['accepted', 'deferred'],
    ],
    ['nobody there', failed({}), 'queued', ['deferred', 'deferred']],
    ['a name that is not known at the moment', failed({ code: 'HOST_UNKNOWN' }), 'queued', ['deferred', 'deferred']],
    [
      'a certificate that nobody vouches for',
      failed({ step: 'secure', code: 'TLS_CERTIFICATE_UNTRUSTED' }),
      'failed',
      ['refused', 'refused'],
    ],
    [
      'a wrong password',
      failed({ step: 'login', code: 'AUTH_FAILED', replyCode: 535 }),
      'failed',
      ['refused', 'refused'],
    ],
    [
      'a log-in that cannot be judged now',
      failed({ step: 'login', code: 'AUTH_FAILED', replyCode: 454 }),
      'queued',
      ['deferred', 'deferred'],
    ],
    [
      'a sender refused for now',
      failed({ step: 'mail', code: 'SERVER_REFUSED', replyCode: 451 }),
      'queued',
      ['deferred', 'deferred'],
    ],
    [
      'a connection lost within the letter',
      failed({ step: 'data', code: 'CONNECTION_LOST' }),
      'queued',
      ['deferred', 'deferred'],
    ],
    [
      'a connection lost after the letter',
      failed({ step: 'answer', code: 'CONNECTION_LOST' }, true),
      'unconfirmed',
      ['unconfirmed', 'unconfirmed'],
    ],
    [
      'the letter refused',
      failed({ step: 'answer', code: 'SERVER_REFUSED', replyCode: 554 }, true),
      'failed',
      ['refused', 'refused'],
    ],
    [
      'the letter refused for now',
      failed({ step: 'answer', code: 'SERVER_REFUSED', replyCode: 451 }, true),
      'queued',
      ['deferred', 'deferred'],
    ],
    [
      'a draft that gives no letter',
      failed({ step: 'compose', code: 'LETTER_NOT_COMPOSED' }),
      'failed',
      ['refused', 'refused'],
    ],
  ])('B14 %s', (_, outcome, state, recipients) => {
    const decision = decide(outcome)
    expect([decision.state, decision.recipients.map((one) => one.state)]).toEqual([state, recipients])
    expect(decision.pauseMs === null).toBe(state !== 'queued')
  })

  test('B14 all refused: each has his own answer, and one who is only put off is tried again', () => {
    const refused = [
      { address: 'a', replyCode: 550, detail: 'no such user' },
      { address: 'b', replyCode: 450, detail: 'busy' },
    ]
    const outcome = {
      kind: 'failed',
      handed: false,
      refused,
      failure: failure({ step: 'recipients', replyCode: 450 }),
    } as const
    expect(decide(outcome)).toMatchObject({
      state: 'queued',
      recipients: [
        { state: 'refused', replyCode: 550, detail: 'no such user' },
        { state: 'deferred', replyCode: 450, detail: 'busy' },
      ],
    })
    expect(decide(outcome, MOST_ATTEMPTS)).toMatchObject({ state: 'failed', pauseMs: null })
  })

  test('B14 pauses grow from half a minute to hours, and patience lasts about two days', () => {
    const pauses = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, index) => retryPause(index + 1, 0.5))
    expect(pauses[0]).toBe(30_000)
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
    const hours = pauses.reduce((sum, ms) => sum + ms, 0) / 3_600_000
    expect(hours).toBeGreaterThan(36)
    expect(hours).toBeLessThan(72)
  })
})

const outcomes = fc.oneof(
  fc.record({
    kind: fc.constant('accepted' as const),
    refused: fc
      .subarray(['a', 'b', 'c'])
      .map((addresses) =>
        addresses.map((address, index) => ({ address, replyCode: index % 2 === 0 ? 550 : 450, detail: '' })),
      ),
  }),
  fc.record({
    kind: fc.constant('failed' as const),
    handed: fc.boolean(),
    refused: fc.constant([]),
    failure: fc.record({
      step: fc.constantFrom('connect' as const, 'login' as const, 'data' as const, 'answer' as const),
      code: fc.constantFrom('CONNECTION_LOST' as const, 'AUTH_FAILED' as const, 'SERVER_REFUSED' as const),
      replyCode: fc.constantFrom(null, 421, 451, 550, 554),
      detail: fc.constant(''),
    }),
  }),
)

describe('P69 whatever happens', () => {
  test('P69 a letter is in exactly one state, comes to an end, and nobody who has it gets it again', () => {
    fc.assert(
      fc.property(fc.array(outcomes, { minLength: MOST_ATTEMPTS, maxLength: MOST_ATTEMPTS }), (tries) => {
        let recipients = waiting('a', 'b', 'c')
        let state: string = 'queued'
        let count = 0
        for (const outcome of tries) {
          count += 1
          const decision = decideDelivery(outcome, { recipients, attempts: count, random: 0.3 })
          expect(deliveryState.options).toContain(decision.state)
          for (const [index, before] of recipients.entries()) {
            const after = decision.recipients[index]
            expect(after?.address).toBe(before.address)
            const isOver = before.state === 'accepted' || before.state === 'refused'
            if (isOver) expect(after).toEqual(before)
          }
          expect(decision.pauseMs !== null).toBe(decision.state === 'queued')
          recipients = decision.recipients
          state = decision.state
          if (state !== 'queued') break
        }
        expect(state).not.toBe('queued')
        const has = (one: string) => recipients.some((recipient) => recipient.state === one)
        expect(state === 'sent').toBe(!has('refused') && !has('unconfirmed'))
        expect(state === 'failed').toBe(!has('accepted') && !has('unconfirmed'))
      }),
      { numRuns: 1000 },
    )
  })

  test('P69 P70 without an answer to the whole letter nothing is ever tried again by itself', () => {
    fc.assert(
      fc.property(outcomes, fc.integer({ min: 1, max: MOST_ATTEMPTS }), (outcome, attempts) => {
        const isOpen = outcome.kind === 'failed' && outcome.handed && outcome.failure.replyCode === null
        const { state } = decideDelivery(outcome, { recipients: waiting('a', 'b', 'c'), attempts, random: 0 })
        expect(state === 'unconfirmed').toBe(isOpen)
      }),
    )
  })
})
