import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../api/api-client.ts'
import { toFailure } from '../../api/failure.ts'
import type { FailureCode } from '../../api/failure-code.ts'
import { type AccountDraft, withFound } from '../account-draft.ts'
import { accountsKey } from '../account-queries.ts'
import { accountRequest } from '../account-request.ts'
import { discover } from '../discover.ts'
import { needsTrust } from '../wizard/found-settings.ts'
import type { ImportRow } from './import-rows.ts'

export type Outcome = { state: 'running' | 'done' | 'notFound' | 'notTrusted' } | { state: 'failed'; code: FailureCode }

/** So many are checked at once: a provider that sees more log-ins from one place slows them down. */
const AT_ONCE = 3

/** Checks and saves account after account; what each came to stands by its line. */
export function useImport(rows: readonly ImportRow[]) {
  const client = useQueryClient()
  const [outcomes, setOutcomes] = useState<ReadonlyMap<ImportRow, Outcome>>(new Map())
  const [isRunning, setRunning] = useState(false)
  const stop = useRef(new AbortController())
  useEffect(() => () => stop.current.abort(), [])
  const isOpen = (row: ImportRow) => row.problem === null && outcomes.get(row)?.state !== 'done'
  const run = async () => {
    const controller = new AbortController()
    const { signal } = controller
    stop.current = controller
    const waiting = rows.filter(isOpen)
    const note = (row: ImportRow, outcome: Outcome) => setOutcomes((old) => new Map(old).set(row, outcome))
    const work = async () => {
      for (let row = waiting.shift(); row !== undefined && !signal.aborted; row = waiting.shift()) {
        note(row, { state: 'running' })
        note(row, await importOne(row, signal))
      }
    }
    setRunning(true)
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    setRunning(false)
    await client.invalidateQueries({ queryKey: accountsKey })
  }
  return {
    outcomes,
    isRunning,
    open: rows.filter(isOpen).length,
    run: () => void run(),
    stop: () => stop.current.abort(),
  }
}

async function importOne(row: ImportRow, signal: AbortSignal): Promise<Outcome> {
  try {
    const draft = row.hasServers ? row.draft : await find(row.draft, signal)
    if (typeof draft === 'string') return { state: draft }
    await api.accounts.create(accountRequest(draft, 'required'), { signal })
    return { state: 'done' }
  } catch (error) {
    const failure = toFailure(error)
    return { state: 'failed', code: failure.code }
  }
}

/** Settings that nobody has to confirm; others are a matter for the wizard. */
async function find(draft: AccountDraft, signal: AbortSignal): Promise<AccountDraft | 'notFound' | 'notTrusted'> {
  const [best] = await discover(draft.address, { onNews: () => {}, signal })
  if (best === undefined || best.incoming === null || best.outgoing === null) return 'notFound'
  if (needsTrust(best)) return 'notTrusted'
  const found = withFound(draft, { incoming: best.incoming, outgoing: best.outgoing })
  return { ...found, incoming: { ...found.incoming, keepCopies: true } }
}
