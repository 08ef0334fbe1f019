import { describe, expect, test } from 'vitest'
import type { StreamStart } from './keep-stream.ts'
import { type LiveState, type RelayParts, type RelayStream, startRelay, type TabChannel } from './live-relay.ts'

/** A browser with its tabs: one lock, one channel, and the streams that tabs opened. */
function createBrowser() {
  const waiting: (() => void)[] = []
  let isHeld = false
  const listeners = new Map<object, (message: unknown) => void>()
  const streams: { listener: RelayStream; start: StreamStart; isOpen: boolean }[] = []

  const lock: RelayParts['lock'] = (lead, signal) =>
    new Promise((resolve) => {
      const take = async () => {
        isHeld = true
        await lead()
        isHeld = false
        waiting.shift()?.()
        resolve()
      }
      if (!isHeld) void take()
      else {
        const next = () => void take()
        waiting.push(next)
        signal.addEventListener('abort', () => {
          const place = waiting.indexOf(next)
          if (place !== -1) waiting.splice(place, 1)
          resolve()
        })
      }
    })

  function openChannel(): TabChannel {
    const self = {}
    return {
      post: (message) => {
        for (const [tab, listener] of listeners) if (tab !== self) listener(structuredClone(message))
      },
      onMessage: (listener) => listeners.set(self, listener as (message: unknown) => void),
      close: () => listeners.delete(self),
    }
  }

  function openTab(options: { withLock?: boolean } = {}) {
    const seen: string[] = []
    const states: LiveState[] = []
    let signedOut = 0
    const close = startRelay({
      lock: options.withLock === false ? null : lock,
      channel: openChannel(),
      stream: (listener, start, signal) => {
        const stream = { listener, start, isOpen: true }
        streams.push(stream)
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            stream.isOpen = false
            resolve()
          })
        })
      },
      onEvent: ({ data }) => seen.push(data),
      onState: (state) => states.push(state),
      onSignedOut: () => {
        signedOut++
      },
    })
    return { seen, states, close, signedOut: () => signedOut }
  }
  return { openTab, open: () => streams.filter(({ isOpen }) => isOpen), streams }
}

const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('one stream for all tabs of a browser', () => {
  test('eight tabs open one stream, and every tab hears every event once', async () => {
    const browser = createBrowser()
    const tabs = Array.from({ length: 8 }, () => browser.openTab())
    await settle()
    expect(browser.open()).toHaveLength(1)
    browser.open()[0]?.listener.onEvent({ id: '5', data: 'news' })
    for (const tab of tabs) expect(tab.seen).toEqual(['news'])
  })

  test('when the leader closes, another tab goes on after the last event that was heard', async () => {
    const browser = createBrowser()
    const [leader, other] = [browser.openTab(), browser.openTab()]
    await settle()
    browser.open()[0]?.listener.onEvent({ id: '41', data: 'before' })
    leader.close()
    await settle()
    expect(browser.open()).toHaveLength(1)
    expect(browser.open()[0]?.start).toEqual({ after: '41', isSuccessor: false })
    browser.open()[0]?.listener.onEvent({ id: '42', data: 'after' })
    expect(other.seen).toEqual(['before', 'after'])
    expect(leader.seen).toEqual(['before'])
  })

  test('a tab that opens later learns how the line stands and where it stands', async () => {
    const browser = createBrowser()
    const leader = browser.openTab()
    await settle()
    browser.open()[0]?.listener.onEvent({ id: '9', data: 'early' })
    browser.open()[0]?.listener.onState('live')
    const late = browser.openTab()
    await settle()
    expect(late.states).toEqual(['live'])
    leader.close()
    await settle()
    expect(browser.open()[0]?.start).toEqual({ after: '9', isSuccessor: true })
  })

  test('all tabs say when the line is lost, and when the session is over', async () => {
    const browser = createBrowser()
    const tabs = [browser.openTab(), browser.openTab(), browser.openTab()]
    await settle()
    browser.open()[0]?.listener.onState('lost')
    for (const tab of tabs) expect(tab.states.at(-1)).toBe('lost')
    browser.open()[0]?.listener.onSignedOut()
    for (const tab of tabs) expect(tab.signedOut()).toBe(1)
  })

  test('a browser without locks reads a stream in each tab', async () => {
    const browser = createBrowser()
    browser.openTab({ withLock: false })
    browser.openTab({ withLock: false })
    await settle()
    expect(browser.open()).toHaveLength(2)
  })

  test('a tab that closes before its turn never opens a stream', async () => {
    const browser = createBrowser()
    const leader = browser.openTab()
    browser.openTab().close()
    await settle()
    leader.close()
    await settle()
    expect(browser.streams).toHaveLength(1)
  })
})
