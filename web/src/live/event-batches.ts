/**
 * Collects what arrives and hands it on in batches: the first soon, the next not before a pause, so that a first import
 * of thousands of letters does not ask for the list a thousand times. Returns the collector and its end.
 */
export function createBatches<Item>(
  deliver: (items: Item[]) => void,
  { soon, pause }: { soon: number; pause: number },
): { add(item: Item): void; stop(): void } {
  let waiting: Item[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastDelivery = Number.NEGATIVE_INFINITY
  const flush = () => {
    timer = undefined
    lastDelivery = performance.now()
    const items = waiting
    waiting = []
    deliver(items)
  }
  return {
    add(item) {
      waiting.push(item)
      timer ??= setTimeout(flush, Math.max(soon, lastDelivery + pause - performance.now()))
    },
    stop() {
      clearTimeout(timer)
      timer = undefined
      waiting = []
    },
  }
}
