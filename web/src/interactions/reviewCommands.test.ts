import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { InteractionItem, SyncStatus } from '../api/wire-types.ts'
import { type Answer, answerRequests, type Request } from '../testing/answer-requests.ts'
import { aFolder, aRow, aStatus } from '../testing/rows.ts'
import { currentNotices, dismissNotice, undoLast } from '../ui/notices.ts'
import type { ListWindow } from './list-window.ts'

let answer: (request: Request) => Answer = () => ({ body: { changed: [] } })
const asked = answerRequests((request) => answer(request))
const { changeReview, changeThreads } = await import('./reviewCommands.ts')

const listKey = ['interactions', 'list', {}, true]
const syncKey = ['accounts', 'sync', '1']
const rows = [aRow('2'), aRow('1')]
const words = { done: (count: number) => `done ${count}`, refused: 'refused' }

const aWindow = (items: readonly InteractionItem[]): ListWindow => ({
  rows: items,
  up: null,
  down: null,
  arrived: 0,
  newest: null,
  jump: 0,
  isFromEnd: false,
})

let client: QueryClient
beforeEach(() => {
  vi.useFakeTimers()
  asked.length = 0
  answer = () => ({ body: { changed: ['1', '2'] } })
  client = new QueryClient()
  client.setQueryData(syncKey, aStatus({ unreviewed: 7, folders: [aFolder('11', 'INBOX', { unreviewed: 5 })] }))
  client.setQueryData(listKey, aWindow(rows))
})
afterEach(() => {
  for (const { id } of currentNotices()) dismissNotice(id)
  vi.useRealTimers()
})

const reviewed = () => client.getQueryData<ListWindow>(listKey)?.rows.map((item) => item.reviewed)
const left = () => client.getQueryData<SyncStatus>(syncKey)?.folders[0]?.unreviewed
const leftInAccount = () => client.getQueryData<SyncStatus>(syncKey)?.unreviewed
const settle = () => vi.advanceTimersByTimeAsync(50)

describe('«Рассмотрено»', () => {
  test('shows at once, counters included, and is asked for once', async () => {
    changeReview(client, rows, { reviewed: true }, words)
    expect(reviewed()).toEqual([true, true])
    expect([left(), leftInAccount()]).toEqual([3, 5])
    await settle()
    expect(asked).toMatchObject([
      { method: 'POST', path: '/interactions/review', body: { ids: ['2', '1'], reviewed: true } },
    ])
    expect(currentNotices().at(-1)).toMatchObject({ tone: 'done', text: 'done 2' })
  })

  test('undo brings the rows back, here and on the server', async () => {
    changeReview(client, rows, { reviewed: true }, words)
    await settle()
    expect(undoLast()).toBe(true)
    expect(reviewed()).toEqual([false, false])
    expect(left()).toBe(5)
    await settle()
    expect(asked.at(-1)?.body).toEqual({ ids: ['2', '1'], reviewed: false, reviewAfter: null })
    expect(undoLast()).toBe(false)
  })

  test('what the server refuses is taken back, with the reason', async () => {
    answer = () => ({ status: 503, body: { type: 'x', title: 'x', status: 503, code: 'DATABASE_UNREACHABLE' } })
    changeReview(client, rows, { reviewed: true }, words)
    expect(reviewed()).toEqual([true, true])
    await settle()
    expect(reviewed()).toEqual([false, false])
    expect(left()).toBe(5)
    expect(currentNotices().at(-1)).toMatchObject({ tone: 'bad', failure: 'DATABASE_UNREACHABLE' })
  })

  test('on rows that stand so already nothing is asked and nothing said', () => {
    changeReview(client, [aRow('3', { reviewed: true })], { reviewed: true }, words)
    expect(asked).toEqual([])
    expect(currentNotices()).toEqual([])
  })

  test('more than the server takes at once go in several requests', async () => {
    const many = Array.from({ length: 1001 }, (_, index) => aRow(String(index + 1)))
    changeReview(client, many, { reviewed: true }, words)
    await settle()
    expect(asked.map(({ body }) => (body as { ids: string[] }).ids.length)).toEqual([1000, 1])
  })
})

describe('«Рассмотрено» on a folded thread', () => {
  const head = aRow('5', { threadId: 't', reviewed: true, thread: { count: 3, toReview: 2 } })
  const letters = [head, aRow('4', { threadId: 't' }), aRow('3', { threadId: 't' })].map((row) => ({
    ...row,
    thread: null,
  }))
  const left = () => client.getQueryData<ListWindow>(listKey)?.rows[0]?.thread?.toReview
  const change = { change: { reviewed: true }, words }

  beforeEach(() => {
    client.setQueryData(listKey, aWindow([head]))
    answer = ({ method }) => ({ body: method === 'GET' ? { items: letters, next: null } : { changed: [] } })
  })

  test('is said of all its letters that can be read and are not reviewed yet, with their number', async () => {
    await changeThreads(client, [head], new Set(['t']), change)
    expect(left()).toBe(0)
    await settle()
    expect(asked.at(-1)?.body).toEqual({ ids: ['4', '3'], reviewed: true })
    expect(currentNotices().at(-1)).toMatchObject({ text: 'done 2' })
  })

  test('is undone for exactly those', async () => {
    await changeThreads(client, [head], new Set(['t']), change)
    await settle()
    undoLast()
    expect(left()).toBe(2)
    await settle()
    expect(asked.at(-1)?.body).toEqual({ ids: ['4', '3'], reviewed: false, reviewAfter: null })
  })

  test('is refused with the reason where the thread cannot be read, and changes nothing', async () => {
    answer = () => ({ status: 503, body: { type: 'x', title: 'x', status: 503, code: 'DATABASE_UNREACHABLE' } })
    await changeThreads(client, [head], new Set(['t']), change)
    expect(left()).toBe(2)
    expect(currentNotices().at(-1)).toMatchObject({ tone: 'bad', failure: 'DATABASE_UNREACHABLE' })
  })
})
