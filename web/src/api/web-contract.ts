import { contract } from '@besedka/contract/contract'
import { outbox } from '@besedka/contract/outbox'

/** What the interface asks for: the contract with the endpoints for writing letters. */
export const webContract = { ...contract, outbox }
