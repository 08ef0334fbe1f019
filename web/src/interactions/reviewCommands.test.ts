import { type InfiniteData, QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { InteractionPage, SyncStatus } from '../api/wire-types.ts'
import { type Answer, answerRequests, type Request } from '../testing/answer-requests.ts'
import { aFolder, aRow, aStatus } from '../testing/rows.ts'
import { currentNotices, dismissNotice, undoLast } from '../ui/notices.ts'

let answer: (request: Request) => Answer = () => ({ body: { changed: [] } })
const asked = answerRequests((request) => answer(request))
const { changeReview } = await import('./reviewCommands.ts')

const listKey = ['interactions', 'list', {}]
const syncKey = ['accounts', 'sync', '1']
const rows = [aRow('2'), aRow('1')]
const words = { done: (count: number) => `done ${count}`, refused: 'refused' }

let client: QueryClient
beforeEach(() => {
  vi.useFakeTimers()
  asked.length = 0
  answer = () => ({ body: { changed: ['1', '2'] } })
  client = new QueryClient()
  client.setQueryData(listKey, { pages: [{ items: rows, next: null }], pageParams: [undefined] })
  client.setQueryData(syncKey, aStatus({ unreviewed: 7, folders: [aFolder('11', 'INBOX', { unreviewed: 5 })] }))
})
afterEach(() => {
  for (const { id } of currentNotices()) dismissNotice(id)
  vi.useRealTimers()
})

const reviewed = () =>
  client.getQueryData<InfiniteData<InteractionPage>>(listKey)?.pages[0]?.items.map((item) => item.reviewed)
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
