import type { Database } from '../platform/database.ts'
import type { LiveEvents } from '../platform/live-events.ts'
import type { Logger } from '../platform/log.ts'
import { isMailClientOn, SETTINGS_CHANGED } from './settings.service.ts'

/** The master switch for those who work without being asked: receiving, sending, jobs. */
export interface MailClientSwitch {
  isOn(): boolean
  /** Calls the listener after each change. Returns how to end it. */
  onChange(listener: (isOn: boolean) => void): () => void
  stop(): Promise<void>
}

interface SwitchDeps {
  db: Database
  live: LiveEvents
  log: Logger
}

/** Follows the switch on all nodes: each change is announced, and after a gap in the announcements it is read anew. */
export async function followMailClientSwitch({ db, live, log }: SwitchDeps): Promise<MailClientSwitch> {
  const listeners = new Set<(isOn: boolean) => void>()
  let isOn = false
  let isStopped = false
  let turn: Promise<void> = Promise.resolve()
  const look = async () => {
    const now = await isMailClientOn(db)
    if (now === isOn || isStopped) return
    isOn = now
    for (const listener of listeners) listener(isOn)
  }
  const lookAgain = () => {
    turn = turn.then(look).catch((error: unknown) => log.warn({ err: error }, 'the master switch could not be read'))
  }
  const end = live.subscribe({
    onEvent: ({ topic }) => {
      if (topic === SETTINGS_CHANGED) lookAgain()
    },
    onGap: lookAgain,
  })
  await look()
  return {
    isOn: () => isOn,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async stop() {
      isStopped = true
      end()
      await turn
    },
  }
}
