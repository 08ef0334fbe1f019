/** Who keeps the copy of a sent letter. */
export interface CopySituation {
  /** Host of the SMTP server, as the account names it. */
  smtpHost: string
  /** The IMAP server offers Gmail's extensions. */
  isGmail: boolean
  /** The folder for sent letters holds a letter with this Message-ID. */
  isThere: boolean
}

export type CopyDecision = 'is-there' | 'append' | 'by-provider'

const KEEP_BY_THEMSELVES = /(?:^|\.)(?:gmail\.com|googlemail\.com|outlook\.com|office365\.com|hotmail\.com|live\.com)$/i

/**
 * Gmail and Outlook keep a copy of what goes out through them, if a moment later: another one would be a ghost beside it.
 * Everywhere else the copy is ours to store, unless it is there already, from a try whose end was lost.
 */
export function decideSentCopy({ smtpHost, isGmail, isThere }: CopySituation): CopyDecision {
  if (isThere) return 'is-there'
  return isGmail || KEEP_BY_THEMSELVES.test(smtpHost) ? 'by-provider' : 'append'
}
