import type { RelayParts, TabChannel, TabMessage } from './live-relay.ts'

/** Speaks to the other tabs of the same user; null where the browser has no such channel. */
export function openTabChannel(name: string): TabChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null
  const channel = new BroadcastChannel(name)
  return {
    post: (message) => channel.postMessage(message),
    onMessage: (listener) => {
      channel.onmessage = ({ data }: MessageEvent<TabMessage>) => listener(data)
    },
    close: () => channel.close(),
  }
}

/** Waits for the lock of that name, which one tab holds at a time; null where the browser has no locks. */
export function tabLock(name: string): RelayParts['lock'] {
  if (!('locks' in navigator)) return null
  return async (lead, signal) => {
    try {
      await navigator.locks.request(name, { signal }, lead)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
}

export function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      window.removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    // Back on the network: no reason to wait any longer.
    window.addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}
