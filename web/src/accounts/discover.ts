import type { Outputs } from '../api/api-client.ts'
import { apiBase } from '../api/api-client.ts'
import { Failure, readProblem, toFailure } from '../api/failure.ts'

type Discovered = Outputs['discovery']['discover']
/** Settings that were found for an address, with how far they can be trusted. */
export type FoundSettings = Discovered['candidates'][number]
/** One question that was asked on the way, with what came of it. */
export type Probe = Discovered['trace'][number]
export type Trust = FoundSettings['trust']
/** What is told while the search goes on. */
export type SearchNews = { type: 'asking'; source: Probe['source']; asked: string } | { type: 'answered'; probe: Probe }
/** A line of the live answer. */
type SearchLine = SearchNews | ({ type: 'done' } & Discovered)

export interface SearchWatch {
  onNews(news: SearchNews): void
  signal: AbortSignal
}

/**
 * Looks for the servers of an address and hears of each question. The password stays here: nobody is asked with it before
 * a person has agreed. Returns what was found, best first.
 */
export async function discover(address: string, { onNews, signal }: SearchWatch): Promise<FoundSettings[]> {
  try {
    const response = await fetch(`${apiBase}/accounts/discover/live`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: JSON.stringify({ address }),
      credentials: 'same-origin',
      signal,
    })
    if (!response.ok || response.body === null) {
      const problem = readProblem(await response.json().catch(() => null))
      throw problem ? new Failure(problem.code, problem) : new Failure('SERVER_UNREACHABLE')
    }
    for await (const line of linesOf(response.body)) {
      const news = JSON.parse(line) as SearchLine
      if (news.type === 'done') return news.candidates
      onNews(news)
    }
    throw new Failure('SERVER_UNREACHABLE')
  } catch (error) {
    throw toFailure(error)
  }
}

async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + value).split('\n')
    rest = lines.pop() ?? ''
    yield* lines.filter((line) => line !== '')
  }
}
