import type { ErrorCode } from '@besedka/contract/errors'

/** What can go wrong on a screen: the contract's closed table, and no answer at all. */
export type FailureCode = ErrorCode | 'SERVER_UNREACHABLE'
