import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { beforeEach, describe, expect, test } from 'vitest'
import { type Answer, answerRequests, type Request } from '../testing/answer-requests.ts'
import { aRow } from '../testing/rows.ts'
import { type ListPages, rowsOf } from './list-pages.ts'

let answer: (request: Request) => Answer = () => ({})
const asked = answerRequests((request) => answer(request))
const { refreshLists, refreshRows, removeFromLists } = await import('./refresh-lists.ts')
const { askPage } = await import('./interaction-queries.ts')

const key = ['interactions', 'list', { folder: '11' }]
const idsOf = (client: QueryClient) => rowsOf(client.getQueryData<ListPages>(key)).map(({ id }) => id)

function clientWith(pages: ListPages): QueryClient {
  const client = new QueryClient()
  client.setQueryData(key, pages)
  return client
}
/** As a list on screen does. */
function look(client: QueryClient): void {
  new QueryObserver(client, { queryKey: key, enabled: false, queryFn: () => null }).subscribe(() => {})
  const query = client.getQueryCache().find({ queryKey: key })
  if (query) query.isActive = () => true
}

const twoPages = (): ListPages => ({
  pages: [
    { items: [aRow('4'), aRow('3')], next: 'c3' },
    { items: [aRow('2'), aRow('1')], next: null },
  ],
  pageParams: [undefined, 'c3'],
})

beforeEach(() => {
  asked.length = 0
})

describe('a letter arrives', () => {
  test('a list on screen asks for its head and, where it was at its end, for its end; the rest stays', async () => {
    const client = clientWith(twoPages())
    look(client)
    answer = ({ query }) =>
      query.get('cursor') === 'c3'
        ? { body: { items: [aRow('2'), aRow('1'), aRow('0')], next: null } }
        : { body: { items: [aRow('5'), aRow('4')], next: 'c4' } }
    await refreshLists(client)
    expect(idsOf(client)).toEqual(['5', '4', '3', '2', '1', '0'])
    expect(asked.map(({ path, query }) => [path, query.get('folder'), query.get('cursor')])).toEqual([
      ['/interactions', '11', null],
      ['/interactions', '11', 'c3'],
    ])
  })

  test('a list that nobody looks at is only marked, and keeps its first page', async () => {
    const client = clientWith(twoPages())
    await refreshLists(client)
    expect(asked).toEqual([])
    expect(idsOf(client)).toEqual(['4', '3'])
    expect(client.getQueryState(key)?.isInvalidated).toBe(true)
  })

  test('a server that does not answer leaves the list as it is', async () => {
    const client = clientWith(twoPages())
    look(client)
    answer = () => ({ status: 503, body: { code: 'DATABASE_UNREACHABLE' } })
    await refreshLists(client)
    expect(idsOf(client)).toEqual(['4', '3', '2', '1'])
  })
})

test('changed rows are read anew where they are shown, others are not asked for', async () => {
  const client = clientWith(twoPages())
  answer = ({ path }) => ({ body: aRow(path.split('/').at(-1) ?? '', { reviewed: true }) })
  await refreshRows(client, new Set(['3', '77']))
  expect(asked.map(({ path }) => path)).toEqual(['/interactions/3'])
  expect(
    rowsOf(client.getQueryData<ListPages>(key))
      .filter(({ reviewed }) => reviewed)
      .map(({ id }) => id),
  ).toEqual(['3'])
})

test('removed rows go from every list', () => {
  const client = clientWith(twoPages())
  removeFromLists(client, new Set(['4', '1']))
  expect(idsOf(client)).toEqual(['3', '2'])
})

describe('a list is asked for', () => {
  beforeEach(() => {
    answer = () => ({ body: { items: [], next: null } })
  })

  test.each([
    ['plainly', {}, '/interactions', 'limit=50'],
    ['by words alone through the search', { q: 'счет', account: '1' }, '/search', 'q=счет&limit=50&account[0]=1'],
    ['by words within a folder through the list', { q: 'a', folder: '11' }, '/interactions', 'q=a&folder=11&limit=50'],
    [
      'by filters',
      { status: 'postponed', kind: 'email', sort: 'date' },
      '/interactions',
      'status=postponed&sort=date&limit=50&kind[0]=email',
    ],
  ] as const)('%s', async (_, filter, path, query) => {
    await askPage(filter, undefined)
    const sorted = (text: string) => text.split('&').sort()
    expect(asked[0]?.path).toBe(path)
    expect(sorted(decodeURIComponent(asked[0]?.query.toString() ?? ''))).toEqual(sorted(query))
  })
})
