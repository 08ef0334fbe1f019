import type { Readable } from 'node:stream'
import type { EndpointMeta } from '@besedka/contract/endpoint'
import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract'
import { type AnyProcedure, isProcedure } from '@orpc/server'
import { isAccessRule } from './http-access.ts'
import type { RequestContext } from './http-context.ts'
import { StartError } from './start-error.ts'

/** A request for bytes: path and query as they came, each value once. */
export interface StreamRequest {
  params: Readonly<Record<string, string>>
  query: Readonly<Record<string, string | undefined>>
  headers: Readonly<Record<string, string | undefined>>
  /** The bytes that are posted; empty for a GET. Whoever does not read them to the end ends the connection. */
  body: Readable
}

/** Bytes that go out as they are. A Readable is destroyed when the client goes away. */
export interface ByteAnswer {
  status?: number
  headers: Record<string, string>
  body: Readable | Uint8Array | string
}

/** What carries out an endpoint that the contract declares as `stream`. */
export interface StreamBinding {
  stream(context: RequestContext, request: StreamRequest): Promise<ByteAnswer> | ByteAnswer
}

type EndpointBinding = AnyProcedure | StreamBinding

/** The contract of one noun, or of all of them. */
export type ContractPart = { [name: string]: ContractPart | AnyContractProcedure }

/** What a feature binds: every endpoint of its part of the contract, none more. */
export type Bindings<Part> = {
  [Name in keyof Part]: Part[Name] extends AnyContractProcedure ? EndpointBinding : Bindings<Part[Name]>
}

/** One endpoint of the contract with what carries it out. */
export interface BoundEndpoint {
  /** `accounts.read` */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/accounts/{id}` */
  path: string
  successStatus: number
  meta: EndpointMeta
  binding: EndpointBinding
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * Holds contract against bindings at the start and lists the endpoints. Throws `ENDPOINT_BROKEN` for an endpoint that is
 * not bound, bound in the wrong form or to another one's procedure, or that has no access rule.
 */
export function pairEndpoints<Part extends ContractPart>(contract: Part, bindings: Bindings<Part>): BoundEndpoint[] {
  const problems: string[] = []
  const endpoints = listProcedures(contract).flatMap(({ name, procedure }) => {
    const found = lookUp(bindings, name)
    const endpoint = pair(name, procedure, found)
    if (typeof endpoint !== 'string') return [endpoint]
    problems.push(`${name} ${endpoint}`)
    return []
  })
  if (problems.length > 0) throw new StartError('ENDPOINT_BROKEN', `Endpoints do not match: ${problems.join('; ')}.`)
  return endpoints
}

/** All procedures of a contract with their dotted names, in the order of declaration. */
export function listProcedures(part: ContractPart, above = ''): { name: string; procedure: AnyContractProcedure }[] {
  return Object.entries(part).flatMap(([key, value]) => {
    const name = above === '' ? key : `${above}.${key}`
    return isContractProcedure(value) ? [{ name, procedure: value }] : listProcedures(value, name)
  })
}

function pair(name: string, procedure: AnyContractProcedure, found: unknown): BoundEndpoint | string {
  const { route } = procedure['~orpc']
  const meta: unknown = procedure['~orpc'].meta
  const method = METHODS.find((known) => known === route.method)
  if (method === undefined || route.path === undefined) return 'has no method or no path'
  if (!isEndpointMeta(meta)) return 'has no access rule'
  if (isStream(found) ? meta.body !== 'stream' : meta.body !== 'json') return 'is bound in the wrong form'
  if (!isStream(found)) {
    if (!isProcedure(found)) return 'is not bound'
    const { route: own } = found['~orpc']
    if (own.path !== route.path || own.method !== route.method) return 'is bound to the procedure of another endpoint'
  }
  return { name, method, path: route.path, successStatus: route.successStatus ?? 200, meta, binding: found }
}

/** True for a binding that answers with bytes. */
export function isStream(binding: unknown): binding is StreamBinding {
  return typeof binding === 'object' && binding !== null && 'stream' in binding && typeof binding.stream === 'function'
}

function isEndpointMeta(meta: unknown): meta is EndpointMeta {
  if (typeof meta !== 'object' || meta === null) return false
  return 'access' in meta && isAccessRule(meta.access) && 'needsMailClient' in meta && 'body' in meta
}

function lookUp(bindings: object, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>(
      (part, key) =>
        typeof part === 'object' && part !== null ? Object.entries(part).find(([own]) => own === key)?.[1] : undefined,
      bindings,
    )
}
