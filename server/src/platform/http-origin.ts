export interface OriginFacts {
  method: string
  origin: string | undefined
  secFetchSite: string | undefined
  host: string | undefined
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * True for a write that a foreign page has a browser make. Browsers that tell `Sec-Fetch-Site` are believed, scripts
 * cannot set it; others are judged by Origin against the Host header. A request with neither is no browser's. `ownOrigin`
 * is BASE_URL, for proxies that change the host.
 */
export function comesFromForeignPage(facts: OriginFacts, ownOrigin: string | undefined): boolean {
  const { method, origin, secFetchSite, host } = facts
  if (READING.has(method)) return false
  if (origin !== undefined && origin === ownOrigin) return false
  if (secFetchSite !== undefined) return secFetchSite !== 'same-origin' && secFetchSite !== 'none'
  if (origin === undefined) return false
  return !URL.canParse(origin) || host === undefined || new URL(origin).host !== host.toLowerCase()
}
