import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { tellRefusal } from '../moving/tell-refusal.ts'
import { sessionQuery } from '../session/session-query.ts'
import { applyChanges, refreshLoaded } from './apply-live-events.ts'
import { openTabChannel, tabLock, waitFor } from './browser-tabs.ts'
import { createBatches } from './event-batches.ts'
import { keepStream } from './keep-stream.ts'
import { readLiveEvent, summarize } from './live-changes.ts'
import { type LiveState, startRelay } from './live-relay.ts'
import { setLiveState } from './live-status.ts'
import { openStream } from './open-stream.ts'

/** Lets lists, counters and letters follow what happens on the server while the user is signed in. */
export function useLive(userId: string): void {
  const client = useQueryClient()
  useEffect(() => {
    const batches = createBatches<string>(
      (waiting) => {
        const events = waiting.map(readLiveEvent).filter((event) => event !== null)
        const changes = summarize(events)
        for (const { ids, code } of changes.refusedMoves) tellRefusal(ids.length, code)
        void applyChanges(client, changes)
      },
      { soon: 60, pause: 800 },
    )
    let before: LiveState = 'connecting'
    const stop = startRelay({
      lock: tabLock(`besedka-live-${userId}`),
      channel: openTabChannel(`besedka-live-${userId}`),
      stream: (listener, start, signal) => keepStream({ ...listener, open: openStream, wait: waitFor }, start, signal),
      onEvent: (event) => batches.add(event.data),
      onState: (state) => {
        setLiveState(state)
        // What failed while the server was gone is asked again at once.
        if (state === 'live' && before === 'lost') void client.refetchQueries({ type: 'active', predicate: hasFailed })
        // What was read before the stream stood may have missed a letter in between.
        if (state === 'live' && before === 'connecting') void refreshLoaded(client)
        before = state
      },
      onSignedOut: () => void client.refetchQueries({ queryKey: sessionQuery.queryKey }),
    })
    return () => {
      stop()
      batches.stop()
      setLiveState('connecting')
    }
  }, [client, userId])
}

function hasFailed(query: { state: { status: string } }): boolean {
  return query.state.status === 'error'
}
