/** What the server that received a letter says of its DKIM signature (RFC 8601). */

import { isAligned } from './address-identity.ts'

export interface DkimVerdict {
  readonly result: 'pass' | 'fail'
  /** d= of the signature: who answers for the letter. */
  readonly domain: string
}

const LONGEST_HEADER = 256 * 1024

/**
 * The verdict on a signature that speaks for the author's domain; null where none is known. Anybody can write an
 * Authentication-Results header into his letter, but not above the first Received: what stands there was added by the last
 * server, after it had taken the letter. A signature of somebody else's domain says nothing about the author.
 */
export function dkimVerdict(source: Buffer, authorAddress: string): DkimVerdict | null {
  const author = authorAddress.slice(authorAddress.lastIndexOf('@') + 1)
  const verdicts: DkimVerdict[] = []
  for (const field of source.toString('latin1', 0, LONGEST_HEADER).split(/\r?\n(?![ \t])/)) {
    // The empty line ends the header: a letter that no server has taken is its writer's own word.
    if (field === '') return null
    if (/^received[ \t]*:/i.test(field)) return verdicts.find(({ result }) => result === 'pass') ?? verdicts[0] ?? null
    if (/^authentication-results[ \t]*:/i.test(field)) verdicts.push(...readResults(field, author))
  }
  return null
}

function readResults(field: string, author: string): DkimVerdict[] {
  // Comments first: a reason may hold anything.
  const text = field.replace(/\([^()]*\)/g, ' ')
  return text.split(';').flatMap((part): DkimVerdict[] => {
    const result = /^\s*dkim\s*=\s*(pass|fail|permerror|policy)\b/i.exec(part)?.[1]?.toLowerCase()
    const domain = /\bheader\.(?:d|i)\s*=\s*"?(?:[^\s;"@]*@)?([\w.-]+)/i.exec(part)?.[1]?.toLowerCase()
    if (result === undefined || domain === undefined || !isAligned(domain, author)) return []
    return [{ result: result === 'pass' ? 'pass' : 'fail', domain }]
  })
}
