import { contract } from '@besedka/contract/contract'
import type { Problem } from '@besedka/contract/errors'
import { createORPCClient, ORPCError } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'

export type Api = ContractRouterClient<typeof contract>

/** Somebody who uses the program over HTTP. */
export interface TestClient {
  /** Typed calls; a refusal throws an error with `code` and, as `data`, the whole problem. */
  api: Api
  /** Any request below the origin, with this client's proof. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

/** A client that proves itself by these headers (`cookie` or `authorization`); a browser's cookie comes with its Origin. */
export function createTestClient(origin: string, headers: Record<string, string> = {}): TestClient {
  const send = (path: string | URL, init: RequestInit = {}) => {
    const all = new Headers({ origin, ...headers })
    for (const [name, value] of new Headers(init.headers)) all.set(name, value)
    return fetch(new URL(path, origin), { ...init, headers: all })
  }
  const link = new OpenAPILink(contract, {
    url: `${origin}/api/v1`,
    fetch: async (request) => {
      const body = request.body === null ? {} : { body: await request.arrayBuffer() }
      return asJson(await send(request.url, { method: request.method, headers: request.headers, ...body }))
    },
    customErrorResponseBodyDecoder: (body, { status }) => {
      const problem = body as Problem
      return new ORPCError(problem.code, { status, message: problem.title, data: problem })
    },
  })
  return { api: createORPCClient(link), fetch: send }
}

/** The client's half of oRPC reads a body only where it is called application/json, which a problem is not. */
function asJson(answer: Response): Response {
  if (answer.headers.get('content-type')?.startsWith('application/problem+json') !== true) return answer
  const { status, body } = answer
  return new Response(body, { status, headers: { 'content-type': 'application/json' } })
}

/** The cookie that an answer has set, as a request sends it back; '' for none. */
export function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((header) => header.split(';')[0])
    .join('; ')
}
