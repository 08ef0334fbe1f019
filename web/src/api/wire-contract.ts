import { type AnyContractRouter, isContractProcedure } from '@orpc/contract'

/** What the browser needs of the contract: method, path and status of each endpoint. Schemas and words stay at home. */
export function wireContract(router: AnyContractRouter): unknown {
  if (isContractProcedure(router)) {
    const { method, path, successStatus } = router['~orpc'].route
    return { '~orpc': { errorMap: {}, meta: {}, route: { method, path, successStatus } } }
  }
  return Object.fromEntries(Object.entries(router).map(([name, part]) => [name, wireContract(part)]))
}
