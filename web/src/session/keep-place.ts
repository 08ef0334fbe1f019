/** Where to go after the sign-in: only a place of this site, so that a link cannot lead elsewhere. */
export function safePlace(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next)) return '/'
  return /^\/(sign-in|setup)\b/.test(next) ? '/' : next
}
