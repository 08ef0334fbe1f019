/** Cookies of a request by name (RFC 6265 section 5.4); of a name given twice the first counts. */
export function readCookies(header: string | undefined): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of header?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (equals < 1) continue
    const name = pair.slice(0, equals).trim()
    if (!cookies.has(name)) cookies.set(name, pair.slice(equals + 1).trim())
  }
  return cookies
}

export interface CookieOptions {
  /** Seconds; 0 removes the cookie. */
  maxAge: number
  secure: boolean
}

/** A Set-Cookie header for a value of URL-safe characters, unreadable for scripts and not sent with foreign writes. */
export function renderCookie(name: string, value: string, { maxAge, secure }: CookieOptions): string {
  return `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}
