import { Failure, readProblem } from '../api/failure.ts'

export interface LoadedBytes {
  bytes: Uint8Array<ArrayBuffer>
  /** There is more than was wished. */
  isCut: boolean
}

/** Reads the bytes of our own server, at most `limit` of them; what is beyond is not asked for. Throws Failure. */
export async function loadBytes(address: string, limit: number, signal: AbortSignal): Promise<LoadedBytes> {
  const answer = await fetch(address, { signal, credentials: 'same-origin' }).catch((error: unknown) => {
    if (signal.aborted) throw error
    throw new Failure('SERVER_UNREACHABLE', null, { cause: error })
  })
  if (!answer.ok || answer.body === null) {
    const problem = readProblem(await answer.json().catch(() => null))
    throw new Failure(problem?.code ?? 'UNEXPECTED', problem)
  }
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = answer.body.getReader()
  for (let chunk = await reader.read(); !chunk.done && size <= limit; chunk = await reader.read()) {
    chunks.push(chunk.value)
    size += chunk.value.length
  }
  const isCut = size > limit
  await reader.cancel()
  const bytes = new Uint8Array(Math.min(size, limit))
  let at = 0
  for (const chunk of chunks) {
    const part = chunk.subarray(0, bytes.length - at)
    bytes.set(part, at)
    at += part.length
  }
  return { bytes, isCut }
}
