import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Answer, answerRequests, type Request } from '../testing/answer-requests.ts'
import { aRow } from '../testing/rows.ts'
import { farEnd, type ListWindow } from './list-window.ts'

let answer: (request: Request) => Answer = () => ({})
const asked = answerRequests((request) => answer(request))
const { refreshLists, refreshRows, removeFromLists, shiftThreads } = await import('./refresh-lists.ts')
const { askPage, listKeyOf } = await import('./interaction-queries.ts')

const key = listKeyOf({ folder: '11' }, false)
const rowsIn = (client: QueryClient) => client.getQueryData<ListWindow>(key)?.rows ?? []
const idsOf = (client: QueryClient) => rowsIn(client).map(({ id }) => id)
const dated = (id: string) => aRow(id, { date: new Date(Date.UTC(2026, 10, 1, Number(id))).toISOString() })

function clientWith(window: ListWindow): QueryClient {
  const client = new QueryClient()
  client.setQueryData(key, window)
  return client
}
/** As a list on screen does. */
function look(client: QueryClient): void {
  new QueryObserver(client, { queryKey: key, enabled: false, queryFn: () => null }).subscribe(() => {})
  const query = client.getQueryCache().find({ queryKey: key })
  if (query) query.isActive = () => true
}

const fourRows = (part: Partial<ListWindow> = {}): ListWindow => ({
  rows: ['4', '3', '2', '1'].map(dated),
  up: null,
  down: null,
  arrived: 0,
  newest: dated('4'),
  jump: 0,
  isFromEnd: false,
  ...part,
})

beforeEach(() => {
  asked.length = 0
})

describe('a letter arrives', () => {
  test('a list on screen asks for its newer end alone, where that shows what has come', async () => {
    const client = clientWith(fourRows({ down: { time: null, cursor: 'c1' } }))
    look(client)
    answer = () => ({ body: { items: [dated('5'), dated('4')], next: 'c4' } })
    await refreshLists(client, new Set(['5']))
    expect(idsOf(client)).toEqual(['5', '4', '3', '2', '1'])
    expect(client.getQueryData<ListWindow>(key)?.arrived).toBe(1)
    expect(asked.map(({ path, query }) => [path, query.get('folder'), query.get('cursor')])).toEqual([
      ['/interactions', '11', null],
    ])
  })

  test('what came elsewhere is found around the row that one reads', async () => {
    const client = clientWith(fourRows({ up: { time: dated('4').date, cursor: null } }))
    look(client)
    answer = ({ query }) =>
      query.get('before') === null
        ? { body: { items: [dated('9'), dated('8')], next: 'c8' } }
        : { body: { items: [dated('4'), dated('3'), aRow('7', { date: dated('2').date }), dated('2')], next: 'c2' } }
    await refreshLists(client, new Set(['7']))
    expect(idsOf(client)).toEqual(['4', '3', '7', '2'])
  })

  test('a list that nobody looks at is only marked', async () => {
    const client = clientWith(fourRows())
    await refreshLists(client)
    expect(asked).toEqual([])
    expect(client.getQueryState(key)?.isInvalidated).toBe(true)
  })

  test('a server that does not answer leaves the list as it is', async () => {
    const client = clientWith(fourRows())
    look(client)
    answer = () => ({ status: 503, body: { code: 'DATABASE_UNREACHABLE' } })
    await refreshLists(client)
    expect(idsOf(client)).toEqual(['4', '3', '2', '1'])
  })
})

test('changed rows are read anew where they are shown, others are not asked for', async () => {
  const client = clientWith(fourRows())
  answer = ({ path }) => ({ body: { ...dated(path.split('/').at(-1) ?? ''), reviewed: true } })
  await refreshRows(client, new Set(['3', '77']))
  expect(asked.map(({ path }) => path)).toEqual(['/interactions/3'])
  expect(
    rowsIn(client)
      .filter(({ reviewed }) => reviewed)
      .map(({ id }) => id),
  ).toEqual(['3'])
})

test('a folded row tells at once how much of its thread is left', () => {
  const row = { ...dated('4'), threadId: 't', thread: { count: 3, toReview: 2 } }
  const client = clientWith(fourRows({ rows: [row] }))
  shiftThreads(client, new Map([['t', -2]]))
  expect(rowsIn(client)[0]?.thread).toEqual({ count: 3, toReview: 0 })
})

test('removed rows go from every list', () => {
  const client = clientWith(fourRows())
  removeFromLists(client, new Set(['4', '1']))
  expect(idsOf(client)).toEqual(['3', '2'])
})

describe('a list is asked for', () => {
  beforeEach(() => {
    answer = () => ({ body: { items: [], next: null } })
  })

  test.each([
    ['plainly', {}, '/interactions', 'limit=50'],
    ['by words', { q: 'счет', account: '1' }, '/interactions', 'q=счет&limit=50&account[0]=1'],
    ['by words within a folder through the list', { q: 'a', folder: '11' }, '/interactions', 'q=a&folder=11&limit=50'],
    [
      'by filters',
      { status: 'postponed', kind: 'email', sort: 'date' },
      '/interactions',
      'status=postponed&sort=date&limit=50&kind[0]=email',
    ],
  ] as const)('%s', async (_, filter, path, query) => {
    await askPage(listKeyOf(filter, false), { side: 'down', edge: farEnd, limit: 50 })
    const sorted = (text: string) => text.split('&').sort()
    expect(asked[0]?.path).toBe(path)
    expect(sorted(decodeURIComponent(asked[0]?.query.toString() ?? ''))).toEqual(sorted(query))
  })

  test('folded, upwards from a time, which is asked for with letters of that very moment', async () => {
    const edge = { time: '2026-11-01T09:00:00.000Z', cursor: null }
    await askPage(listKeyOf({}, true), { side: 'up', edge, limit: 50 })
    expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({
      fold: 'thread',
      limit: '50',
      sort: 'date',
      after: '2026-11-01T08:59:59.999Z',
    })
    await askPage(listKeyOf({ sort: 'date' }, false), { side: 'up', edge, limit: 50 })
    expect(Object.fromEntries(asked[1]?.query ?? [])).toEqual({ limit: '50', before: edge.time })
  })
})
