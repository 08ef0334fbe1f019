/** Key of live events for one signed-in browser. */
export function sessionAudience(sessionId: string): string {
  return `session:${sessionId}`
}

/** Key of live events for one user, whatever he has signed in with. */
export function userAudience(userId: string): string {
  return `user:${userId}`
}
