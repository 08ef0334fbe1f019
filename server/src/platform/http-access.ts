import type { AccessRule, EndpointMeta } from '@besedka/contract/endpoint'
import type { ErrorCode } from '@besedka/contract/errors'
import type { Viewer } from './http-context.ts'

/** The rules, as a list: what is not in it is no rule. */
const RULES: Record<AccessRule, 'open' | 'signed-in'> = {
  anyone: 'open',
  'signed-address': 'open',
  'signed-in': 'signed-in',
  administrator: 'signed-in',
  'account-reader': 'signed-in',
  'account-manager': 'signed-in',
  'interaction-reader': 'signed-in',
  'interaction-writer': 'signed-in',
  filtered: 'signed-in',
}

/** True for a rule that the closed list knows. */
export function isAccessRule(rule: unknown): rule is AccessRule {
  return typeof rule === 'string' && Object.hasOwn(RULES, rule)
}

/**
 * What a rule refuses before anything is read: sign-in, role, and the scopes of a token. Rights on single accounts and
 * interactions are proved by the use cases, which look them up.
 */
export function judgeAccess(
  { access }: Pick<EndpointMeta, 'access'>,
  method: string,
  viewer: Viewer | undefined,
): ErrorCode | undefined {
  if (RULES[access] === 'open') return undefined
  if (viewer === undefined) return 'SIGN_IN_REQUIRED'
  if (access === 'administrator' && viewer.role !== 'administrator') return 'FORBIDDEN'
  const needed = access === 'administrator' ? 'administer' : method === 'GET' ? 'read' : 'write'
  return viewer.scopes.includes(needed) ? undefined : 'FORBIDDEN'
}
