import { hash } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { PrepareThread } from './prepare-thread.ts'

const thread = new PrepareThread({})
afterAll(() => thread.stop())

/** Letters of which the full parser, which reads a letter in several turns, has to look at each. */
function oddBatch(name: string) {
  const sources = Array.from({ length: 20 }, (_, index) =>
    Buffer.from(
      `From: a@client.test\r\nSubject: ${name} ${index}\r\nContent-Type: text/plain; charset=x-none\r\n\r\n${name} \xff`,
      'latin1',
    ),
  )
  const source = new SharedArrayBuffer(sources.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  const letters = sources.map((bytes, index) => {
    const start = end
    Buffer.from(source).set(bytes, start)
    end += bytes.length
    return { uid: index + 1, receivedAt: 0, flags: [], start, end }
  })
  const hashes = sources.map((bytes) => hash('sha256', bytes))
  return { hashes, request: { letters, source, depth: 'whole' as const, accountId: '1', now: 0 } }
}

test('a batch that is handed over while another is being read gets its own rows and no others', async () => {
  const batches = ['first', 'second', 'third'].map(oddBatch)
  const prepared = await Promise.all(batches.map(({ request }) => thread.prepare(request, false)))
  for (const [index, { letters, messages }] of prepared.entries()) {
    // Behind the number of fields and the id stands the hash, with its length before it.
    const hashes = letters.map(({ message }) =>
      Buffer.from(messages).toString('hex', message.start + 18, message.start + 50),
    )
    expect(hashes).toEqual(batches[index]?.hashes)
  }
})
