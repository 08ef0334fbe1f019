import type { role, scope } from '@besedka/contract/sessions'
import type { z } from 'zod'

/** Who asks: the first argument of every use case. A bearer token narrows its user to the token's scopes. */
export interface Actor {
  userId: string
  role: z.infer<typeof role>
  scopes: readonly z.infer<typeof scope>[]
}
