import type { LoadedFolder } from '../../folders/folders.service.ts'
import type { ReceivingOwner } from './known-letters.ts'

/** The folder and the account as the transaction found them. */
export interface BatchGround {
  readonly folder: LoadedFolder
  readonly owner: ReceivingOwner
  /** Nothing of the folder was here before this reading of it. */
  readonly isFirstImport: boolean
}
