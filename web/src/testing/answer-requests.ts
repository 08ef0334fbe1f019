import { contract } from '@besedka/contract/contract'
import { vi } from 'vitest'
import { wireContract } from '../api/wire-contract.ts'

export interface Request {
  method: string
  path: string
  query: URLSearchParams
  body: unknown
}

export interface Answer {
  status?: number
  body?: unknown
}

/**
 * Lets the API client of a test speak to a function instead of a server. Call it before the client is imported.
 * Returns what was asked, in order.
 */
export function answerRequests(answer: (request: Request) => Answer): Request[] {
  const asked: Request[] = []
  vi.stubGlobal('__WIRE_CONTRACT__', wireContract(contract))
  vi.stubGlobal('window', { location: { origin: 'http://besedka.test' } })
  vi.stubGlobal('fetch', async (input: globalThis.Request) => {
    const url = new URL(input.url)
    const text = await input.text()
    const request: Request = {
      method: input.method,
      path: url.pathname.replace('/api/v1', ''),
      query: url.searchParams,
      body: text === '' ? undefined : JSON.parse(text),
    }
    asked.push(request)
    const { status = 200, body } = answer(request)
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    return new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { 'content-type': type } })
  })
  return asked
}
