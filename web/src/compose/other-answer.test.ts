import { expect, test } from 'vitest'
import { aRow } from '../testing/rows.ts'
import { otherAnswer } from './other-answer.ts'

const draft = { id: '9', begun: '2026-11-23T10:00:00.000Z' }
const answer = (id: string, date: string) =>
  aRow(id, { direction: 'outgoing', status: 'sent', date, from: [{ name: 'Igor', address: 'sales@corp.test' }] })

test('B16 an answer that left while one writes is noticed, the newest of them', () => {
  const thread = [answer('3', '2026-11-23T10:07:00.000Z'), answer('2', '2026-11-23T10:05:00.000Z')]
  expect(otherAnswer(thread, draft)).toEqual({ id: '3', name: 'Igor' })
})

test('B16 what was answered before, what came in, drafts and the letter itself are none', () => {
  const later = '2026-11-23T10:05:00.000Z'
  const thread = [
    answer('1', '2026-11-23T09:00:00.000Z'),
    aRow('2', { date: later }),
    { ...answer('3', later), status: 'draft' as const },
    answer('9', later),
  ]
  expect(otherAnswer(thread, draft)).toBeNull()
})
