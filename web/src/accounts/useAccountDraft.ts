import { useState } from 'react'
import {
  type AccountDraft,
  type Protocol,
  type ServerDraft,
  type Side,
  withAddress,
  withFound,
  withProtocol,
  withSecurity,
  withServer,
} from './account-draft.ts'
import { type DraftField, type DraftProblems, problemsOf } from './account-request.ts'

/** The form and what is wrong with it; problems show once a person has tried to send it. */
export function useAccountDraft(initial: AccountDraft, isNew: boolean) {
  const [draft, setDraft] = useState(initial)
  const [wasTried, setTried] = useState(false)
  const found = problemsOf(draft, { isNew })
  const problems: DraftProblems = wasTried ? found : {}
  return {
    draft,
    isNew,
    problems,
    change: (part: Partial<AccountDraft>) => setDraft((old) => ({ ...old, ...part })),
    changeAddress: (address: string) => setDraft((old) => withAddress(old, address)),
    changeServer: (side: Side, part: Partial<ServerDraft>) => setDraft((old) => withServer(old, side, part)),
    changeSecurity: (side: Side, security: ServerDraft['security']) =>
      setDraft((old) => withSecurity(old, side, security)),
    changeProtocol: (protocol: Protocol) => setDraft((old) => withProtocol(old, protocol)),
    take: (found: Parameters<typeof withFound>[1]) => setDraft((old) => withFound(old, found)),
    /** Shows what is missing in these fields; says whether nothing is. */
    tryPart: (fields: readonly DraftField[]) => {
      const isWell = fields.every((field) => found[field] === undefined)
      setTried(!isWell)
      return isWell
    },
    /** Shows what is missing; says whether nothing is. */
    tryToSend: () => {
      setTried(true)
      return Object.keys(found).length === 0
    },
  }
}

export type AccountFormModel = ReturnType<typeof useAccountDraft>
