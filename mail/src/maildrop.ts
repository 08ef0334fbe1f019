import type { Pop3Capabilities } from './pop3-answers.ts'

/** The server's answer to one command: done, or refused with its words. */
export interface Pop3Answer {
  readonly ok: boolean
  readonly text: string
  /** The extended response code (RFC 2449 section 8), as IN-USE. */
  readonly code: string | null
}

/**
 * A mailbox over POP3 after the log-in (RFC 1939 section 5), as it was at that moment: what arrives later is not in it.
 * Commands may be given without waiting for each other; they go out in that order, ahead of the answers where the server
 * allows it (PIPELINING, RFC 2449 section 6.6). A broken connection rejects all of them with one coded error.
 */
export interface Maildrop {
  readonly capabilities: Pop3Capabilities
  /** Sizes in bytes by message number. */
  sizes(): Promise<Map<number, number>>
  /** The server's own ids by message number; null where it has none. */
  uniqueIds(): Promise<Map<number, string> | null>
  /** Hands a letter on in pieces, each valid during the call only. */
  retrieve(number: number, onBytes: (bytes: Buffer) => void): Promise<Pop3Answer>
  /** The same for the headers and the first lines of the body. */
  top(number: number, lines: number, onBytes: (bytes: Buffer) => void): Promise<Pop3Answer>
  /** Marks a letter for deletion; it goes when `quit` is answered, and stays where the connection ends before. */
  remove(number: number): Promise<Pop3Answer>
  /** Resolves with the server's word that what was marked is deleted, and closes the connection. */
  quit(): Promise<Pop3Answer>
  /** Ends the connection without a word: nothing is deleted. */
  close(): void
}
