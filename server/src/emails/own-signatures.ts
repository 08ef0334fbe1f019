import { isAligned } from '@besedka/mail/address-identity'

/** A header larger than that is no honest letter's. */
const MOST_HEADER_BYTES = 1024 * 1024
const MOST_SIGNATURES = 5

/**
 * A letter with those DKIM signatures alone that could prove a sender of these domains (RFC 7489 section 3.1), a few at
 * most; null where there is none. Each signature costs a hash of the whole body and questions to a name server that its
 * writer has chosen, and anybody may write as many as he likes.
 */
export function keepOwnSignatures(source: Buffer, domains: readonly string[]): Buffer | null {
  const end = endOfHeader(source)
  if (end === null) return null
  let kept = 0
  const fields = source
    .toString('latin1', 0, end)
    .split(/(?<=\n)(?![ \t])/)
    .filter((field) => {
      if (!/^dkim-signature[ \t]*:/i.test(field)) return true
      const domain = /[:;]\s*d\s*=\s*([^;\s]+)/i.exec(field)?.[1] ?? ''
      const isOwn = kept < MOST_SIGNATURES && domains.some((own) => isAligned(domain, own))
      if (isOwn) kept += 1
      return isOwn
    })
  return kept === 0 ? null : Buffer.concat([Buffer.from(fields.join(''), 'latin1'), source.subarray(end)])
}

/** Where the empty line begins, null where the header does not end within bearable bounds. */
function endOfHeader(source: Buffer): number | null {
  const head = source.subarray(0, MOST_HEADER_BYTES)
  const ends = [head.indexOf('\n\r\n'), head.indexOf('\n\n')].filter((at) => at >= 0)
  return ends.length === 0 ? null : Math.min(...ends) + 1
}
