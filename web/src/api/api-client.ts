import type { contract } from '@besedka/contract/contract'
import { createORPCClient, type InferClientInputs, type InferClientOutputs, ORPCError } from '@orpc/client'
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { readProblem, toFailure } from './failure.ts'

/** The contract without schemas, put in by the build; see vite.config.ts. */
declare const __WIRE_CONTRACT__: AnyContractRouter

export type ApiClient = ContractRouterClient<typeof contract>
export type Outputs = InferClientOutputs<ApiClient>
export type Inputs = InferClientInputs<ApiClient>

export const apiBase = '/api/v1'

/** Commands that show before they are answered: they reach the server even when the page is left right after the click. */
const actsAtOnce = /\/(?:interactions\/(?:review|\d+\/(?:un)?send)|settings|users\/me)$/

/** The client reads `application/json` alone; a problem (RFC 9457) is JSON under a name of its own. */
function asJson(response: Response): Response {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return response
  const headers = new Headers(response.headers)
  headers.set('content-type', 'application/json')
  return new Response(response.body, { status: response.status, headers })
}

const link = new OpenAPILink(__WIRE_CONTRACT__, {
  url: () => `${window.location.origin}${apiBase}`,
  fetch: async (request, init) => {
    const keepalive = request.method === 'DELETE' || actsAtOnce.test(new URL(request.url).pathname)
    return asJson(await fetch(request, { ...init, credentials: 'same-origin', keepalive }))
  },
  customErrorResponseBodyDecoder: (body, response) => {
    const problem = readProblem(body)
    if (!problem) return null
    return new ORPCError(problem.code, { status: response.status, message: problem.title, data: problem })
  },
  interceptors: [
    async ({ next, signal }) => {
      try {
        return await next()
      } catch (error) {
        if (signal?.aborted) throw error
        throw toFailure(error)
      }
    },
  ],
})

/** Every request of the interface: the public API, with the types of the contract. */
export const api: ApiClient = createORPCClient(link)
