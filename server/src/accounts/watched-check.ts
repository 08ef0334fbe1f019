import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { WatchedEvent } from '@besedka/contract/accounts'
import type { z } from 'zod'
import { AppError } from '../platform/app-error.ts'
import type { ByteAnswer } from '../platform/http-binding.ts'
import { toAppError, toProblem } from '../platform/http-problem.ts'
import type { AccountView } from './accounts.view.ts'
import type { Watcher } from './save-account.ts'

/** Reads the JSON that came as bytes. Throws INPUT_INVALID with the fields that are not as declared. */
export async function readPostedJson<Schema extends z.ZodType>(
  schema: Schema,
  body: Readable,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(parseJson(await text(body)))
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), problem: message }))
  const named = fields.map(({ field, problem }) => `${field || 'body'}: ${problem}`).join('; ')
  throw new AppError('INPUT_INVALID', { detail: named, fields })
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new AppError('INPUT_INVALID', { detail: 'The request or its JSON is malformed' })
  }
}

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/**
 * Answers with the steps of a check as they end, one server-sent event each, and its outcome at last. What is refused
 * before the first step is thrown and answered as any other request. Whoever stops reading gives up: `watcher.signal`.
 */
export async function answerWatched(
  requestId: string,
  work: (watcher: Watcher) => Promise<AccountView | null>,
): Promise<ByteAnswer> {
  const gaveUp = new AbortController()
  const body = new Readable({ read: () => {} })
  const write = (event: WatchedEvent) => {
    if (!body.destroyed) body.push(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  body.once('close', () => gaveUp.abort())
  const firstStep = Promise.withResolvers<void>()
  const working = work({
    signal: gaveUp.signal,
    onStep: (step) => {
      write({ type: 'step', step })
      firstStep.resolve()
    },
  })
  await Promise.race([firstStep.promise, working])
  void working
    .then(
      (account) => write({ type: 'done', account }),
      (error: unknown) => write({ type: 'failed', problem: toProblem(toAppError(error), requestId) }),
    )
    .finally(() => {
      if (!body.destroyed) body.push(null)
    })
  return { headers: HEADERS, body }
}
