function withoutBrackets(id: string): string {
  const bare = id.trim()
  return bare.startsWith('<') && bare.endsWith('>') ? bare.slice(1, -1).trim() : bare
}

/** Content-ID as it is compared: RFC 2392 writes it percent-encoded in a cid: address, mail programs not always. */
function normaliseContentId(id: string): string {
  const bare = withoutBrackets(id)
  try {
    return withoutBrackets(decodeURIComponent(bare)).toLowerCase()
  } catch {
    return bare.toLowerCase()
  }
}

/** The Content-ID that a cid: address names (RFC 2392), or the second half of a mid: address; null for any other address. */
export function contentIdOf(url: string): string | null {
  // Browsers take white space and control characters out of an address before they look at its scheme.
  const clean = url.replace(/[\p{Cc}\s]+/gu, '')
  const cid = /^cid:(.+)$/i.exec(clean)?.[1] ?? /^mid:[^/]+\/(.+)$/i.exec(clean)?.[1]
  return cid === undefined ? null : normaliseContentId(cid)
}

/** Candidates of a srcset attribute, cut as HTML does, so that a comma inside an address does not split it. */
function readSrcset(srcset: string): { url: string; descriptor: string }[] {
  const candidates: { url: string; descriptor: string }[] = []
  const skip = (from: number, pattern: RegExp) => {
    let at = from
    while (at < srcset.length && pattern.test(srcset[at] ?? '')) at += 1
    return at
  }
  for (let at = skip(0, /[\s,]/); at < srcset.length; at = skip(at, /[\s,]/)) {
    const urlEnd = skip(at, /\S/)
    const written = srcset.slice(at, urlEnd)
    const isAlone = written.endsWith(',')
    const end = isAlone ? urlEnd : descriptorEnd(srcset, urlEnd)
    let length = written.length
    while (length > 0 && written[length - 1] === ',') length -= 1
    candidates.push({ url: written.slice(0, length), descriptor: srcset.slice(urlEnd, end).trim() })
    at = end
  }
  return candidates
}

/** The next comma outside of brackets. */
function descriptorEnd(srcset: string, from: number): number {
  let isInside = false
  for (let at = from; at < srcset.length; at += 1) {
    if (srcset[at] === '(') isInside = true
    else if (srcset[at] === ')') isInside = false
    else if (srcset[at] === ',' && !isInside) return at
  }
  return srcset.length
}

/**
 * Gives the inline images of one letter the addresses they are served under, and remembers which were asked for: parts that
 * nothing refers to are shown as attachments.
 */
export class InlineImages {
  readonly #addresses = new Map<string, string>()
  readonly #used = new Set<string>()

  /** @param addresses by Content-ID, with angle brackets or without */
  constructor(addresses: Iterable<readonly [contentId: string, address: string]>) {
    for (const [id, address] of addresses) {
      const normal = normaliseContentId(id)
      if (!this.#addresses.has(normal)) this.#addresses.set(normal, address)
    }
  }

  /** The address of the image that a cid: address names, null where it names none of this letter. Fits as `RewriteUrl`. */
  rewrite = (url: string): string | null => {
    const id = contentIdOf(url)
    const address = id === null ? undefined : this.#addresses.get(id)
    if (id === null || address === undefined) return null
    this.#used.add(id)
    return address
  }

  /**
   * A srcset attribute with only the candidates that are images of this letter, empty where none is.
   */
  rewriteSrcset(srcset: string): string {
    const candidates: string[] = []
    for (const { url, descriptor } of readSrcset(srcset)) {
      const address = this.rewrite(url)
      if (address === null || /[\s,]/.test(address)) continue
      candidates.push(/^\d+(?:\.\d+)?[wx]$/.test(descriptor) ? `${address} ${descriptor}` : address)
    }
    return candidates.join(', ')
  }

  /** Whether the letter has referred to the part with this Content-ID so far. */
  isUsed(contentId: string): boolean {
    return this.#used.has(normaliseContentId(contentId))
  }
}
