import type { WatchedEvent } from '@besedka/contract/accounts'
import { apiBase } from '../api/api-client.ts'
import { Failure, readProblem, toFailure } from '../api/failure.ts'
import type { Account, CheckStep } from '../api/wire-types.ts'
import { createEventReader } from '../live/read-event-stream.ts'

export interface Watch {
  onStep(step: CheckStep): void
  signal: AbortSignal
}

/** Sends a command that checks servers and hears of each step as it ends. Throws the Failure that ended it. */
export async function watchCheck(path: string, body: object | null, watch: Watch): Promise<Account | null> {
  try {
    const response = await fetch(`${apiBase}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', accept: 'text/event-stream' },
      body: body === null ? '' : JSON.stringify(body),
      credentials: 'same-origin',
      signal: watch.signal,
    })
    if (!response.ok || response.body === null) {
      const problem = readProblem(await response.json().catch(() => null))
      throw problem ? new Failure(problem.code, problem) : new Failure('SERVER_UNREACHABLE')
    }
    return await readToEnd(response.body, watch)
  } catch (error) {
    throw toFailure(error)
  }
}

async function readToEnd(body: ReadableStream<Uint8Array<ArrayBuffer>>, { onStep }: Watch): Promise<Account | null> {
  let outcome: Extract<WatchedEvent, { type: 'done' }> | Failure | undefined
  const read = createEventReader(({ data }) => {
    const event = JSON.parse(data) as WatchedEvent
    if (event.type === 'step') onStep(event.step)
    else if (event.type === 'done') outcome = event
    else outcome = failureOf(event.problem)
  })
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    read(value)
  }
  if (outcome === undefined) throw new Failure('SERVER_UNREACHABLE')
  if (outcome instanceof Failure) throw outcome
  return outcome.account
}

function failureOf(body: unknown): Failure {
  const problem = readProblem(body)
  return problem ? new Failure(problem.code, problem) : new Failure('UNEXPECTED')
}
