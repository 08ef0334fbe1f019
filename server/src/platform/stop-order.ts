/** What has been started and has to be stopped, the last one first. */
export interface StopOrder {
  add(stop: () => unknown): void
  /** Stops everything once, even where one of them fails; then throws the first failure. */
  stop(): Promise<void>
}

export function createStopOrder(): StopOrder {
  const started: (() => unknown)[] = []
  let stopping: Promise<void> | undefined
  const stopAll = async () => {
    const failures: unknown[] = []
    for (let stop = started.pop(); stop !== undefined; stop = started.pop()) {
      try {
        await stop()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
  return {
    add: (stop) => void started.push(stop),
    stop: () => {
      stopping ??= stopAll()
      return stopping
    },
  }
}
