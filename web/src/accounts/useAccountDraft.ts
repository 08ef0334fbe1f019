import { useState } from 'react'
import {
  type AccountDraft,
  type ServerDraft,
  type Side,
  withAddress,
  withSecurity,
  withServer,
} from './account-draft.ts'
import { type DraftProblems, problemsOf } from './account-request.ts'

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
    /** Shows what is missing; says whether nothing is. */
    tryToSend: () => {
      setTried(true)
      return Object.keys(found).length === 0
    },
  }
}

export type AccountFormModel = ReturnType<typeof useAccountDraft>
