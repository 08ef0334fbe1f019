import type { Database, Transaction } from '../platform/database.ts'
import type { GuessLimit } from './account-protection.ts'
import type { Sealer } from './account-sealing.ts'
import type { CheckAccount } from './check-account.ts'
import type { CountLetters } from './count-letters.ts'

export interface AccountsDeps {
  db: Database
  sealer: Sealer
  check: CheckAccount
  countLetters: CountLetters
  guesses: GuessLimit
  allowPlaintext: boolean
  /** Says after the commit that an account came, changed or went, so that receiving follows at once. */
  announce(trx: Transaction, accountId: string): Promise<void>
  /** Sees to it, after the commit, that letters which no account holds any more are deleted. */
  forgetLetters(trx: Transaction): Promise<void>
}
