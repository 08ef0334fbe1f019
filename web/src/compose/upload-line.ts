type Work = (signal: AbortSignal) => Promise<void>

/** A browser has six connections for a server: what is typed is saved, and letters are read, while files are on their way. */
const mostAtOnce = 3

/** Lets works run a few at a time, in their order; each can be stopped, before it has begun as well. */
export function createUploadLine(most = mostAtOnce) {
  const stops = new Map<number, AbortController>()
  const waiting: (() => void)[] = []
  const known = new Set<Promise<void>>()
  let running = 0
  const turn = () =>
    new Promise<void>((resolve) => {
      if (running < most) {
        running += 1
        resolve()
      } else waiting.push(resolve)
    })
  const pass = () => {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
  const begin = async (key: number, work: Work) => {
    const stop = new AbortController()
    stops.set(key, stop)
    await turn()
    try {
      if (!stop.signal.aborted) await work(stop.signal)
    } finally {
      if (stops.get(key) === stop) stops.delete(key)
      pass()
    }
  }
  return {
    run: (key: number, work: Work): void => {
      const whole = begin(key, work).finally(() => known.delete(whole))
      known.add(whole)
    },
    stop: (key: number): void => stops.get(key)?.abort(),
    stopAll: (): void => {
      for (const stop of stops.values()) stop.abort()
    },
    /** Resolves once nothing runs or waits. */
    settle: async (): Promise<void> => {
      await Promise.all(known)
    },
  }
}
