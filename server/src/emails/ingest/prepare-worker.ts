// A thread of its own: everything about a letter that costs the processor time.
import { parentPort } from 'node:worker_threads'
import { createLetterPreparation } from './prepare-letters.ts'
import { type PrepareAnswer, type PrepareTask, READY } from './prepare-thread.ts'

const prepare = createLetterPreparation()

parentPort?.on('message', ({ number, request }: PrepareTask) => {
  prepare(request).then(
    (batch) => answer({ number, batch }, [batch.messages.buffer, batch.sources.buffer, batch.searches.buffer]),
    (error: unknown) => answer({ number, failure: error instanceof Error ? error.name : 'unknown' }, []),
  )
})

parentPort?.postMessage(READY)

function answer(message: PrepareAnswer, transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer)
}
