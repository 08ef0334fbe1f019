const forwarded = /^\s*(?:fwd?|пер|пересл)\s*:/i

/** Whether a subject says that the letter passes another one on. */
export function isForwardedSubject(subject: string): boolean {
  return forwarded.test(subject)
}
