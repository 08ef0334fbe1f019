import { renderCookie } from '../platform/http-cookies.ts'

/** Where a browser keeps its session, out of reach of scripts. */
export interface SessionCookie {
  read(cookies: ReadonlyMap<string, string>): string | undefined
  /** Set-Cookie header that signs in. */
  give(token: string): string
  /** Set-Cookie header that signs out. */
  take(): string
}

const NAME = 'besedka_session'
/** The longest that browsers keep a cookie; when the session ends is decided here. */
const MAX_AGE = 400 * 24 * 60 * 60

/** `secure`: browsers reach the program by https. */
export function createSessionCookie(secure: boolean): SessionCookie {
  return {
    read: (cookies) => cookies.get(NAME),
    give: (token) => renderCookie(NAME, token, { maxAge: MAX_AGE, secure }),
    take: () => renderCookie(NAME, '', { maxAge: 0, secure }),
  }
}
