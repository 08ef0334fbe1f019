// The thread that parses, as it is, but for letters that name a fault: there it hangs, dies or eats all memory.
import { parentPort } from 'node:worker_threads'
import { createLetterPreparation } from '../ingest/prepare-letters.ts'
import { type PrepareAnswer, type PrepareTask, READY } from '../ingest/prepare-thread.ts'

const prepare = createLetterPreparation()

parentPort?.on('message', ({ number, request }: PrepareTask) => {
  const text = Buffer.from(request.source).toString('latin1')
  const named = request.letters.map(({ start, end }) => text.slice(start, end)).join('')
  if (request.depth === 'whole') suffer(named)
  void prepare(request).then((batch) => parentPort?.postMessage({ number, batch } satisfies PrepareAnswer))
})
parentPort?.postMessage(READY)

function suffer(letters: string): void {
  if (letters.includes('fault-hang')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  if (letters.includes('fault-exit')) process.exit(1)
  if (letters.includes('fault-memory')) {
    const eaten: number[][] = []
    for (;;) eaten.push(Array.from({ length: 100_000 }, (_, index) => index + eaten.length))
  }
}
