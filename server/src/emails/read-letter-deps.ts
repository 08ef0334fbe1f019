import type { Database } from '../platform/database.ts'
import type { LetterReader } from './letter-reader.ts'
import type { SignedAddresses } from './signed-addresses.ts'

/** What opening letters and their files needs. */
export interface ReadLetterDeps {
  db: Database
  reader: LetterReader
  addresses: SignedAddresses
}
