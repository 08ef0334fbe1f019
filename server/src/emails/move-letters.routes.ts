import { interactions } from '@besedka/contract/interactions'
import { implement } from '@orpc/server'
import type { Database } from '../platform/database.ts'
import type { RequestContext } from '../platform/http-context.ts'
import { wishMove } from './move-letters.service.ts'

const api = implement(interactions).$context<RequestContext>()

/** Moving letters between folders; what else is done with interactions is bound where it lives. */
export function bindMovedLetters(db: Database) {
  return {
    move: api.move.handler(async ({ context, input }) => ({ accepted: await wishMove(db, context.actor(), input) })),
  }
}
