import { expect, test } from 'vitest'
import { explainDelivery } from './explain-delivery.ts'

type View = Parameters<typeof explainDelivery>[1]

const recipient = (state: View['recipients'][number]['state'], replyCode: number | null, detail: string) =>
  ({ kind: 'to', name: '', address: 'a@client.test', state, replyCode, detail }) as const

const view = (change: Partial<View>): View => ({
  state: 'failed',
  recipients: [],
  sendAt: '2026-03-01T10:00:00.000Z',
  attempts: 1,
  nextTry: null,
  failure: null,
  sentAt: null,
  sentCopy: { state: 'none', code: null, detail: '' },
  ...change,
})

test('N06 each recipient whom a server refused has its cause and its remedy, whom it took has none', () => {
  const { recipients } = explainDelivery(
    'smtp.corp.test',
    view({
      recipients: [
        recipient('refused', 550, '550 5.1.1 <a@client.test>: User unknown'),
        recipient('deferred', 450, '450 4.2.0 Greylisted, come back later'),
        recipient('accepted', 250, '250 2.1.5 Ok'),
        recipient('refused', null, ''),
      ],
    }),
  )
  expect(recipients.map(({ cause, remedy }) => [cause, remedy])).toEqual([
    ['RECIPIENT_UNKNOWN', 'CHECK_RECIPIENT'],
    ['GREYLISTED', 'WAIT'],
    [undefined, undefined],
    [undefined, undefined],
  ])
})

test('N06 a failed try says what the provider means; a connection that broke is not explained as its word', () => {
  const refused = {
    step: 'login',
    code: 'AUTH_FAILED',
    replyCode: 535,
    detail: '535 5.7.8 Error: authentication failed',
  } as const
  expect(explainDelivery('smtp.yandex.ru', view({ failure: refused })).failure).toMatchObject({
    cause: 'WRONG_PASSWORD',
    remedy: 'USE_APP_PASSWORD',
  })
  const broken = { step: 'connect', code: 'CONNECTION_LOST', replyCode: null, detail: 'temporary failure' } as const
  expect(explainDelivery(null, view({ failure: broken })).failure).toEqual(broken)
})
